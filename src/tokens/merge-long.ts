import { createRankHeap } from './rank-heap.ts';
import type { TokenTable } from './token-table.ts';

/** Tokens of a long piece `bytes[from, to)`: the parts are a linked list, the pairs wait in a heap by rank and place. */
export function mergeLong(table: TokenTable, bytes: Uint8Array, from: number, to: number): number {
  const size = to - from;
  /** Where the part behind the one at `i` begins; `size`: it is the last. */
  const next = Int32Array.from({ length: size }, (_, i) => i + 1);
  const before = Int32Array.from({ length: size + 1 }, (_, i) => i - 1);
  /** Rank of the part at `i` with the one behind it; -1: no token, or no longer a part. What the heap holds beside it is out of date. */
  const rankAt = new Int32Array(size).fill(-1);
  const heap = createRankHeap(size);

  function look(i: number): void {
    const middle = next[i];
    rankAt[i] = middle === size ? -1 : table.rankOf(bytes, from + i, from + next[middle]);
    if (rankAt[i] !== -1) heap.push(rankAt[i], i);
  }

  for (let i = 0; i < size; i++) look(i);
  let count = size;
  while (heap.pop()) {
    const i = heap.place;
    if (rankAt[i] !== heap.rank) continue;
    const gone = next[i];
    rankAt[gone] = -1;
    next[i] = next[gone];
    before[next[i]] = i;
    count--;
    look(i);
    if (before[i] !== -1) look(before[i]);
  }
  return count;
}
