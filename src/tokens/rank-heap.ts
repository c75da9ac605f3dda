/** Places in the order of their rank, then from the left. */
export interface RankHeap {
  /** What `pop` took out. */
  rank: number;
  place: number;
  push(rank: number, place: number): void;
  /** False when it is empty. */
  pop(): boolean;
}

/** Ranks and places (below 2^20) in one number each. */
const PLACES = 2 ** 20;

/** A binary heap with room for `size` pairs at first. */
export function createRankHeap(size: number): RankHeap {
  let keys = new Float64Array(size + 1);
  let count = 0;

  function push(rank: number, place: number): void {
    if (count === keys.length) {
      const more = new Float64Array(count * 2);
      more.set(keys);
      keys = more;
    }
    const key = rank * PLACES + place;
    let at = count++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (keys[above] <= key) break;
      keys[at] = keys[above];
      at = above;
    }
    keys[at] = key;
  }

  function pop(): boolean {
    if (count === 0) return false;
    heap.place = keys[0] % PLACES;
    heap.rank = (keys[0] - heap.place) / PLACES;
    const last = keys[--count];
    let at = 0;
    for (let below = 1; below < count; below = at * 2 + 1) {
      if (below + 1 < count && keys[below + 1] < keys[below]) below++;
      if (keys[below] >= last) break;
      keys[at] = keys[below];
      at = below;
    }
    keys[at] = last;
    return true;
  }

  const heap: RankHeap = { rank: 0, place: 0, push, pop };
  return heap;
}
