/** The tokens of an encoding by rank, as gpt-tokenizer has them: text, or bytes that are no UTF-8 alone; holes are no tokens. */
export type Ranks = readonly (string | readonly number[] | null | undefined)[];

const encoder = new TextEncoder();

/** Tokens as bytes: for each rank its length in one byte (0: no token), then the token. They are read without making a string. */
export function pack(ranks: Ranks): Uint8Array {
  // UTF-8 takes at most three bytes a code unit.
  const room = new Uint8Array(ranks.reduce((sum, token) => sum + (token?.length ?? 0) * 3 + 1, 0));
  let size = 0;
  for (const token of ranks) {
    const bytes = typeof token === 'string' ? encoder.encode(token) : (token ?? []);
    if (bytes.length > 255) throw new RangeError(`a token of ${bytes.length} bytes`);
    room[size] = bytes.length;
    room.set(bytes, size + 1);
    size += bytes.length + 1;
  }
  return room.slice(0, size);
}
