/** Order of two items: negative when `a` comes first. It must be total, or the answer depends on the order of arrival. */
export type Compare<T> = (a: T, b: T) => number;

/** Keeps the `k` items that come first in `list`, sorted: an insertion that costs one comparison for most items. */
export function keepSmallest<T>(list: T[], item: T, k: number, compare: Compare<T>): void {
  if (list.length >= k && compare(item, list[list.length - 1]) >= 0) return;
  let at = list.length;
  while (at > 0 && compare(item, list[at - 1]) < 0) at--;
  list.splice(at, 0, item);
  if (list.length > k) list.pop();
}

/** The `k` items of both sorted lists that come first; neither list is changed. */
export function mergeSmallest<T>(a: readonly T[], b: readonly T[], k: number, compare: Compare<T>): T[] {
  return [...a, ...b].toSorted(compare).slice(0, k);
}
