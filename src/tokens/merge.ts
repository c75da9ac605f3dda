import { mergeLong } from './merge-long.ts';
import type { TokenTable } from './token-table.ts';

/** Pieces up to here are merged with plain searches for the lowest rank; longer ones with a heap, because the search is quadratic. */
const SHORT = 128;
/**
 * One piece without a place to split it is cut here: a megabyte of one character. Merging takes 30 bytes of memory a byte; a
 * cut may add a token.
 */
const MOST = 1 << 20;
const NONE = 0x7fffffff;

/** Gives the number of tokens into which a piece `bytes[from, to)` is merged: pairs by rank, the lowest first, the leftmost of equals. */
export type Merge = (bytes: Uint8Array, from: number, to: number) => number;

export function createMerge(table: TokenTable): Merge {
  const begins = new Int32Array(SHORT + 2);
  const ranks = new Int32Array(SHORT + 2);

  /** Rank of parts `i` and `i + 1` as one, of `count` parts. */
  function rankOfPair(bytes: Uint8Array, i: number, count: number): number {
    if (i + 2 > count) return NONE;
    const rank = table.rankOf(bytes, begins[i], begins[i + 2]);
    return rank === -1 ? NONE : rank;
  }

  function mergeShort(bytes: Uint8Array, from: number, to: number): number {
    let count = to - from;
    for (let i = 0; i <= count; i++) begins[i] = from + i;
    for (let i = 0; i < count - 1; i++) {
      const rank = table.rankOfTwo(bytes[from + i], bytes[from + i + 1]);
      ranks[i] = rank === -1 ? NONE : rank;
    }
    for (;;) {
      let least = NONE;
      let at = -1;
      for (let i = 0; i < count - 1; i++) {
        if (ranks[i] < least) {
          least = ranks[i];
          at = i;
        }
      }
      if (at === -1) return count;
      count--;
      for (let i = at + 1; i <= count; i++) {
        begins[i] = begins[i + 1];
        ranks[i] = ranks[i + 1];
      }
      ranks[at] = rankOfPair(bytes, at, count);
      if (at > 0) ranks[at - 1] = rankOfPair(bytes, at - 1, count);
    }
  }

  return (bytes, from, to) => {
    if (to - from <= SHORT) return mergeShort(bytes, from, to);
    let tokens = 0;
    for (let at = from; at < to; at += MOST) tokens += mergeLong(table, bytes, at, Math.min(to, at + MOST));
    return tokens;
  };
}
