import { SLAB_MASK, SLAB_SHIFT } from './slabs.ts';
import { ORDER_SHIFT, Word } from './table-entry.ts';

type Pages = readonly Uint32Array[];

/** Whether the record of entry `a` stands before that of `b`, both addresses into `pages`. */
function before(pages: Pages, a: number, b: number): boolean {
  const pa = pages[a >>> SLAB_SHIFT];
  const pb = pages[b >>> SLAB_SHIFT];
  const ia = (a & SLAB_MASK) << 3;
  const ib = (b & SLAB_MASK) << 3;
  const x = pa[ia + Word.place] >>> ORDER_SHIFT;
  const y = pb[ib + Word.place] >>> ORDER_SHIFT;
  return x !== y ? x < y : pa[ia + Word.offset] < pb[ib + Word.offset];
}

/** Where the run that starts at `from` ends: entries in file order. */
function runEnd(pages: Pages, list: Uint32Array, from: number, size: number): number {
  let end = from + 1;
  while (end < size && !before(pages, list[end], list[end - 1])) end++;
  return end;
}

/**
 * Puts the first `size` addresses of `list` into file order. A natural merge sort, because what comes from one shard
 * is in order already: one comparison an entry for one shard, log2(shards) moves for several.
 */
export function sortByFile(pages: Pages, list: Uint32Array, size: number): void {
  let first = runEnd(pages, list, 0, size);
  if (first >= size) return;
  if (size <= 16) {
    insert(pages, list, first, size);
    return;
  }
  let from = list;
  let to: Uint32Array = new Uint32Array(size);
  while (first < size) {
    let at = 0;
    while (at < size) {
      const middle = runEnd(pages, from, at, size);
      const end = middle < size ? runEnd(pages, from, middle, size) : size;
      mergeRuns(pages, from, to, at, middle, end);
      at = end;
    }
    [from, to] = [to, from];
    first = runEnd(pages, from, 0, size);
  }
  if (from !== list) list.set(from.subarray(0, size));
}

function insert(pages: Pages, list: Uint32Array, from: number, size: number): void {
  for (let i = from; i < size; i++) {
    const entry = list[i];
    let at = i;
    for (; at > 0 && before(pages, entry, list[at - 1]); at--) list[at] = list[at - 1];
    list[at] = entry;
  }
}

function mergeRuns(pages: Pages, from: Uint32Array, to: Uint32Array, start: number, middle: number, end: number): void {
  let a = start;
  let b = middle;
  for (let at = start; at < end; at++) {
    to[at] = b === end || (a < middle && !before(pages, from[b], from[a])) ? from[a++] : from[b++];
  }
}
