import { KeyIndex } from './key-index.ts';

/** Counts of the 64-bit keys that somebody will ask for; others are passed over, so that it never grows with the data. */
export interface KeyCounts {
  readonly keys: KeyIndex;
  /** By number of the key. */
  readonly counts: Float64Array;
}

/** Counts of zero for `keys`. */
export function createKeyCounts(keys: KeyIndex): KeyCounts {
  return { keys, counts: new Float64Array(keys.size) };
}

/** Adds `n` to a key's count, if it is one of those that count. */
export function countKey(to: KeyCounts, lo: number, hi: number, n: number): void {
  const at = to.keys.find(lo, hi);
  if (at >= 0) to.counts[at] += n;
}

/** A key's count; 0 for a key that does not count. */
export function countOf(of: KeyCounts, lo: number, hi: number): number {
  const at = of.keys.find(lo, hi);
  return at < 0 ? 0 : of.counts[at];
}

/** Both counts over all keys of either; neither is changed. */
export function mergeKeyCounts(a: KeyCounts, b: KeyCounts): KeyCounts {
  const keys = new KeyIndex();
  for (const { keys: from } of [a, b]) for (let i = 0; i < from.size; i++) keys.add(from.loOf(i), from.hiOf(i));
  const sum = createKeyCounts(keys);
  for (const part of [a, b])
    for (let i = 0; i < part.keys.size; i++) countKey(sum, part.keys.loOf(i), part.keys.hiOf(i), part.counts[i]);
  return sum;
}
