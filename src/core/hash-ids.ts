/** Bound once: as a global it is looked up for every byte where a program runs in a context of its own. */
const { imul } = Math;

/**
 * Small numbers for 64-bit hashes, in the order in which they were first seen, so that what is remembered of a shape, a
 * label or a role lies in arrays. Local to one pass: states hold the hash itself.
 */
export class HashIds {
  size = 0;
  private readonly most: number;
  private lows = new Int32Array(16);
  private highs = new Int32Array(16);
  /** Open addressing, at most half full: an id, or -1. */
  private slots = new Int32Array(32).fill(-1);

  /** Gives out at most `most` numbers. */
  constructor(most: number) {
    this.most = most;
  }

  /** The number of a hash; -1 when it has none. */
  find(lo: number, hi: number): number {
    lo |= 0;
    hi |= 0;
    const { slots, lows, highs } = this;
    const mask = slots.length - 1;
    for (let s = slotOf(lo, hi) & mask; ; s = (s + 1) & mask) {
      const id = slots[s];
      if (id < 0 || (lows[id] === lo && highs[id] === hi)) return id;
    }
  }

  /** The number of a hash, a new one where it has none; -1 when all are given out. */
  add(lo: number, hi: number): number {
    const known = this.find(lo, hi);
    if (known >= 0 || this.size >= this.most) return known;
    if (this.size === this.lows.length) this.grow();
    const id = this.size++;
    this.lows[id] = lo;
    this.highs[id] = hi;
    this.link(id);
    return id;
  }

  clear(): void {
    this.size = 0;
    this.slots.fill(-1);
  }

  private link(id: number): void {
    const mask = this.slots.length - 1;
    let s = slotOf(this.lows[id], this.highs[id]) & mask;
    while (this.slots[s] >= 0) s = (s + 1) & mask;
    this.slots[s] = id;
  }

  private grow(): void {
    const size = this.size * 2;
    const [lows, highs] = [new Int32Array(size), new Int32Array(size)];
    lows.set(this.lows);
    highs.set(this.highs);
    this.lows = lows;
    this.highs = highs;
    this.slots = new Int32Array(size * 2).fill(-1);
    for (let id = 0; id < this.size; id++) this.link(id);
  }
}

/** The low bits of either lane may be alike: lone scalars have shapes of few bits. */
function slotOf(lo: number, hi: number): number {
  const h = imul(lo ^ (hi >>> 15), 0x9e3779b1);
  return h ^ (h >>> 15);
}
