/** Finds the rank of a token by its bytes. */
export interface TokenTable {
  /** Rank of the token that is `bytes[from, to)`; -1: it is none. */
  rankOf(bytes: Uint8Array, from: number, to: number): number;
  /** The same of two bytes: what every merge begins with. */
  rankOfTwo(first: number, second: number): number;
}

/** 32 bits of the bytes `[from, to)`. */
export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash ^ (hash >>> 15);
}

/** A table of the first `size` tokens that `ranks/pack.ts` packed: no string is made to ask it. About 25 bytes a token. */
export function createTokenTable(packed: Uint8Array, size: number): TokenTable {
  // At most half full.
  const mask = 2 ** Math.ceil(Math.log2(size * 2)) - 1;
  /** Hash and rank of a token side by side: what is not there is known after one look at memory. */
  const slots = new Int32Array((mask + 1) * 2).fill(-1);
  const begins = new Uint32Array(size);
  const two = new Int32Array(1 << 16).fill(-1);
  let longest = 0;
  let at = 0;
  for (let rank = 0; rank < size; rank++) {
    const length = packed[at++];
    begins[rank] = at;
    at += length;
    if (length === 0) continue;
    if (length > longest) longest = length;
    if (length === 2) two[(packed[at - 2] << 8) | packed[at - 1]] = rank;
    const hash = hashOf(packed, begins[rank], at);
    let slot = hash & mask;
    while (slots[slot * 2 + 1] !== -1) slot = (slot + 1) & mask;
    slots[slot * 2] = hash;
    slots[slot * 2 + 1] = rank;
  }

  function isToken(rank: number, bytes: Uint8Array, from: number, to: number): boolean {
    const begin = begins[rank];
    if (packed[begin - 1] !== to - from) return false;
    for (let i = from, k = begin; i < to; i++, k++) if (bytes[i] !== packed[k]) return false;
    return true;
  }

  function rankOf(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > longest) return -1;
    const hash = hashOf(bytes, from, to);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const rank = slots[slot * 2 + 1];
      if (rank === -1 || (slots[slot * 2] === hash && isToken(rank, bytes, from, to))) return rank;
    }
  }

  const rankOfTwo = (first: number, second: number): number => two[(first << 8) | second];

  return { rankOf, rankOfTwo };
}
