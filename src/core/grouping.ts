import { sortByFile } from './file-order.ts';
import { PIECE_BYTES } from './pieces.ts';
import { SLAB_MASK, SLAB_SHIFT } from './slabs.ts';
import { ENTRY_WORDS } from './table-entry.ts';
import type { SegmentAt } from './table-group.ts';
import { TableGroup } from './table-group.ts';

/** Bound once: as a global it is looked up for every entry where a program runs in a context of its own. */
const { imul } = Math;

/** Where entries lie: pages, and runs of them as pairs of address and count. */
export interface Partition {
  readonly pages: readonly Uint32Array[];
  readonly chunks: readonly number[];
  readonly size: number;
}

/** Entries that are grouped at once: their index (12 bytes each, and slots) stays in a cache of 1 to 2 MiB. */
const BUCKET = 1 << 15;
/** Partitions up to this size are one bucket. */
const UNDIVIDED = 1 << 16;
/** Bytes of index for an entry of the largest partition, when all its keys are equal: address, hash, link, member, and reading. */
export const GROUPING_BYTES = 16 + PIECE_BYTES;

/** Spread over 32 bits even where a rule's keys are no hashes; its upper bits choose the bucket, its lower ones the slot. */
function hashOf(lo: number, hi: number): number {
  const h = imul(lo ^ imul(hi, 0x9e3779b1), 0x85ebca6b);
  return h ^ (h >>> 15);
}

/** Finds the keys with two or more entries of one partition after the other; its arrays are used again for each. */
export class Grouping {
  private address = new Uint32Array(0);
  private hash = new Int32Array(0);
  private link = new Uint32Array(0);
  private starts = new Uint32Array(1024);
  private slots = new Uint32Array(0);
  private members = new Uint32Array(64);
  private readonly group: TableGroup;
  private readonly close: (group: TableGroup) => void;

  constructor(segmentAt: SegmentAt, close: (group: TableGroup) => void) {
    this.group = new TableGroup(segmentAt);
    this.close = close;
  }

  /** Closes every group of the partition, members in file order. Returns its distinct keys. */
  partition(partition: Partition): number {
    const { size } = partition;
    if (size === 0) return 0;
    if (this.address.length < size) {
      this.address = new Uint32Array(size);
      this.hash = new Int32Array(size);
    }
    if (size <= UNDIVIDED) {
      this.index(partition);
      return this.bucket(partition.pages, 0, size);
    }
    const bits = Math.min(16, Math.ceil(Math.log2(size / BUCKET)));
    let distinct = 0;
    let from = 0;
    for (const to of this.divide(partition, bits)) {
      distinct += this.bucket(partition.pages, from, to);
      from = to;
    }
    return distinct;
  }

  private index({ pages, chunks }: Partition): void {
    const { address, hash } = this;
    let n = 0;
    for (let c = 0; c < chunks.length; c += 2) {
      const first = chunks[c];
      const page = pages[first >>> SLAB_SHIFT];
      const end = n + chunks[c + 1];
      for (let at = (first & SLAB_MASK) << 3, i = 0; n < end; n++, i++, at += ENTRY_WORDS) {
        address[n] = first + i;
        hash[n] = hashOf(page[at], page[at + 1]);
      }
    }
  }

  /** The same sorted into 2^bits buckets by the upper bits of the hash; stable. Returns where each bucket ends. */
  private divide({ pages, chunks }: Partition, bits: number): Uint32Array {
    const { address, hash } = this;
    const shift = 32 - bits;
    const next = new Uint32Array(1 << bits);
    for (let c = 0; c < chunks.length; c += 2) {
      const page = pages[chunks[c] >>> SLAB_SHIFT];
      let at = (chunks[c] & SLAB_MASK) << 3;
      for (const end = at + chunks[c + 1] * ENTRY_WORDS; at < end; at += ENTRY_WORDS)
        next[hashOf(page[at], page[at + 1]) >>> shift]++;
    }
    for (let b = 0, sum = 0; b < next.length; b++) {
      const count = next[b];
      next[b] = sum;
      sum += count;
    }
    for (let c = 0; c < chunks.length; c += 2) {
      const first = chunks[c];
      const page = pages[first >>> SLAB_SHIFT];
      let at = (first & SLAB_MASK) << 3;
      for (let i = 0; i < chunks[c + 1]; i++, at += ENTRY_WORDS) {
        const h = hashOf(page[at], page[at + 1]);
        const n = next[h >>> shift]++;
        address[n] = first + i;
        hash[n] = h;
      }
    }
    return next;
  }

  /** Open addressing over `[from, to)`: a slot holds the last entry of a key, links lead round to the first. */
  private bucket(pages: readonly Uint32Array[], from: number, to: number): number {
    const size = to - from;
    if (size < 2) return size;
    const address = this.address.subarray(from, to);
    const hash = this.hash.subarray(from, to);
    if (this.link.length < size) this.link = new Uint32Array(size);
    const { link } = this;
    let mask = slotsFor(Math.min(size, UNDIVIDED)) - 1;
    let slots = this.emptySlots(mask + 1);
    let distinct = 0;
    let groups = 0;
    for (let i = 0; i < size; i++) {
      const h = hash[i];
      let slot = h & mask;
      for (;;) {
        const last = slots[slot] - 1;
        if (last < 0) {
          slots[slot] = i + 1;
          link[i] = i;
          // Only the keys take slots: a million entries of one key need as few as one entry.
          if (++distinct * 2 > mask) {
            slots = this.moreSlots(mask + 1, hash);
            mask = mask * 2 + 1;
          }
          break;
        }
        if (hash[last] === h && sameKey(pages, address[last], address[i])) {
          const first = link[last];
          if (first === last) this.start(groups++, first);
          link[i] = first;
          link[last] = i;
          slots[slot] = i + 1;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    this.emit(pages, address, groups);
    return distinct;
  }

  private emit(pages: readonly Uint32Array[], address: Uint32Array, groups: number): void {
    const { link, starts, group, close } = this;
    for (let g = 0; g < groups; g++) {
      const first = starts[g];
      let members = this.members;
      let size = 0;
      let i = first;
      do {
        if (size === members.length) {
          members = this.members = new Uint32Array(Math.min(address.length, size * 4));
          // From the beginning: copying would need both at once.
          size = 0;
          i = first;
        }
        members[size++] = address[i];
        i = link[i];
      } while (i !== first);
      sortByFile(pages, members, size);
      group.set(pages, members, size);
      close(group);
    }
  }

  private start(group: number, first: number): void {
    if (group === this.starts.length) {
      const more = new Uint32Array(group * 2);
      more.set(this.starts);
      this.starts = more;
    }
    this.starts[group] = first;
  }

  private emptySlots(count: number): Uint32Array {
    if (this.slots.length < count) return (this.slots = new Uint32Array(count));
    return this.slots.fill(0, 0, count);
  }

  private moreSlots(count: number, hash: Int32Array): Uint32Array {
    const { slots } = this;
    const more = new Uint32Array(count * 2);
    const mask = more.length - 1;
    for (let s = 0; s < count; s++) {
      if (slots[s] === 0) continue;
      let slot = hash[slots[s] - 1] & mask;
      while (more[slot] !== 0) slot = (slot + 1) & mask;
      more[slot] = slots[s];
    }
    return (this.slots = more);
  }
}

/** At most half of the slots are taken. */
function slotsFor(entries: number): number {
  let slots = 16;
  while (slots < entries * 2) slots *= 2;
  return slots;
}

function sameKey(pages: readonly Uint32Array[], a: number, b: number): boolean {
  const pa = pages[a >>> SLAB_SHIFT];
  const pb = pages[b >>> SLAB_SHIFT];
  const ia = (a & SLAB_MASK) << 3;
  const ib = (b & SLAB_MASK) << 3;
  return pa[ia] === pb[ib] && pa[ia + 1] === pb[ib + 1];
}
