/** Bound once: as a global it is looked up for every key where a program runs in a context of its own. */
const { imul } = Math;

/** Keys up to this number are compared one by one: most groups are small, and nothing has to be cleared. */
const SMALL = 8;
/** Room that is kept when the index is emptied: a large set must not cost the small ones after it. */
const KEPT = 1 << 17;

/**
 * Numbers distinct 64-bit keys 0, 1, 2 … in the order in which they were first seen. A Set or a Map ends at 2^24 keys;
 * this holds 2^30, in 16 to 32 bytes each.
 */
export class KeyIndex {
  /** Distinct keys. */
  size = 0;
  private lo = new Uint32Array(64);
  private hi = new Uint32Array(64);
  /** Number of a key + 1; 0: free. Empty while the index is small. */
  private slots = new Uint32Array(128);
  private mask = 0;

  /** The key's number; new when it equals the `size` of before. */
  add(lo: number, hi: number): number {
    lo >>>= 0;
    hi >>>= 0;
    const found = this.find(lo, hi);
    if (found >= 0) return found;
    const number = this.size++;
    if (number === this.lo.length) {
      this.lo = grown(this.lo);
      this.hi = grown(this.hi);
    }
    this.lo[number] = lo;
    this.hi[number] = hi;
    if (number === SMALL || (number > SMALL && number * 2 > this.mask)) this.number();
    else if (number > SMALL) this.slots[this.freeSlot(lo, hi)] = number + 1;
    return number;
  }

  /** The key's number; -1 when it was not added. */
  find(lo: number, hi: number): number {
    lo >>>= 0;
    hi >>>= 0;
    if (this.size <= SMALL) {
      for (let i = 0; i < this.size; i++) if (this.lo[i] === lo && this.hi[i] === hi) return i;
      return -1;
    }
    const { slots, mask } = this;
    for (let slot = slotOf(lo, hi) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const i = slots[slot] - 1;
      if (this.lo[i] === lo && this.hi[i] === hi) return i;
    }
    return -1;
  }

  /** Lower and upper half of key number `i`. */
  loOf(i: number): number {
    return this.lo[i];
  }
  hiOf(i: number): number {
    return this.hi[i];
  }

  /** Forgets all keys. */
  clear(): void {
    this.size = 0;
    this.mask = 0;
    if (this.lo.length <= KEPT) return;
    this.lo = new Uint32Array(64);
    this.hi = new Uint32Array(64);
    this.slots = new Uint32Array(128);
  }

  /** Gives every key a slot; at most half of the slots are taken until the keys have doubled. */
  private number(): void {
    let count = 64;
    while (count < this.size * 4) count *= 2;
    if (this.slots.length < count) this.slots = new Uint32Array(count);
    else this.slots.fill(0, 0, count);
    this.mask = count - 1;
    for (let i = 0; i < this.size; i++) this.slots[this.freeSlot(this.lo[i], this.hi[i])] = i + 1;
  }

  private freeSlot(lo: number, hi: number): number {
    const { slots, mask } = this;
    let slot = slotOf(lo, hi) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }
}

function slotOf(lo: number, hi: number): number {
  const h = imul(lo ^ imul(hi, 0x9e3779b1), 0x85ebca6b);
  return h ^ (h >>> 15);
}

/** The same numbers in an array of twice the length. */
export function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(array.length * 2);
  more.set(array);
  return more;
}
