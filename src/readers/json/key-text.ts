const decoder = new TextDecoder();

/** The name that a key's bytes, without their quotes, spell; as written when its escapes are wrong. */
export function keyText(bytes: readonly number[]): string {
  const text = decoder.decode(Uint8Array.from(bytes));
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
