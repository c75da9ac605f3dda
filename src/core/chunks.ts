import { entryBytes } from './entry-bytes.ts';
import { adoptPages, createSlabs, granted, reuseRoom, SLAB_MASK, SLAB_SHIFT, type Slabs, takeRoom } from './slabs.ts';
import { ENTRY_BYTES, ENTRY_WORDS } from './table-entry.ts';

/** Partitions by the first byte of the key: also the buckets of a partial file. */
export const PARTITIONS = 256;
/** Entries in the first, second, … chunk of a partition. 8,256 bytes and not 8,192: else 256 ends meet in a few cache sets. */
const SIZES = [9, 33, 129, 258] as const;

/** Of a partition without entries. One for all: a small file would pay for 256 in each of its tables. */
const NO_PAGE = new Uint32Array(0);

/** Entries in memory: for each partition a list of chunks, which lie where there was room when they were begun. */
export class Chunks {
  readonly slabs: Slabs;
  /** Of each partition: pairs of address and count. Complete when sealed. */
  readonly lists: number[][] = Array.from({ length: PARTITIONS }, () => []);
  /** Of each partition: the page that is written to, the chunk's address, the next word and the chunk's end there. */
  private readonly page: Uint32Array[] = Array.from({ length: PARTITIONS }, () => NO_PAGE);
  private readonly open = new Float64Array(PARTITIONS);
  private readonly next = new Int32Array(PARTITIONS);
  private readonly end = new Int32Array(PARTITIONS);
  private readonly opened = new Uint8Array(PARTITIONS);
  private readonly full: () => void;

  /** `full` is called when the budget is used up; it must make room (`clear`) or throw. */
  constructor(shared: boolean, budget: number, full: () => void) {
    this.slabs = createSlabs(shared, budget);
    this.full = full;
  }

  /** Adds an entry by its words, as `Word` names them: signed integers of 32 bits, for anything else would be put into a box on the way. */
  add(
    keyLo: number,
    keyHi: number,
    output: number,
    record: number,
    exact: number,
    offset: number,
    line: number,
    place: number,
  ): void {
    const p = keyHi >>> 24;
    if (this.next[p] === this.end[p]) this.begin(p, 0);
    const at = this.next[p];
    const words = this.page[p];
    this.next[p] = at + ENTRY_WORDS;
    words[at] = keyLo;
    words[at + 1] = keyHi;
    words[at + 2] = output;
    words[at + 3] = record;
    words[at + 4] = exact;
    words[at + 5] = offset;
    words[at + 6] = line;
    words[at + 7] = place;
  }

  /** Adds whole entries of partition `p` as they lie in memory. */
  addBytes(p: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      if (this.next[p] === this.end[p]) this.begin(p, (bytes.length - at) / ENTRY_BYTES);
      const count = Math.min(bytes.length - at, (this.end[p] - this.next[p]) * 4);
      const page = this.page[p];
      new Uint8Array(page.buffer, page.byteOffset + this.next[p] * 4, count).set(bytes.subarray(at, at + count));
      this.next[p] += count / 4;
      at += count;
    }
  }

  /** Entries of partition `p`. */
  sizeOf(p: number): number {
    const list = this.lists[p];
    let size = this.openSize(p);
    for (let c = 1; c < list.length; c += 2) size += list[c];
    return size;
  }

  /** Hands the chunks of partition `p` over as bytes; it must be sealed. */
  bytesOf(p: number, take: (bytes: Uint8Array) => void): void {
    const list = this.lists[p];
    for (let c = 0; c < list.length; c += 2) take(entryBytes(this.slabs.pages, list[c], list[c + 1]));
  }

  /** Takes over pages and lists. Neither is copied; the lists' owner must not add to them. */
  adopt(pages: readonly Uint32Array[], lists: readonly (readonly number[])[]): void {
    this.seal();
    const shift = adoptPages(this.slabs, pages);
    lists.forEach((list, p) => {
      for (let c = 0; c < list.length; c += 2) this.lists[p].push(list[c] + shift, list[c + 1]);
    });
  }

  /** Ends every open chunk, so that `lists` says all. */
  seal(): void {
    for (let p = 0; p < PARTITIONS; p++) this.sealOne(p);
  }

  /** Forgets all entries; the pages are used again. */
  clear(): void {
    this.seal();
    for (const list of this.lists) list.length = 0;
    this.opened.fill(0);
    reuseRoom(this.slabs);
  }

  private openSize(p: number): number {
    return this.end[p] === 0 ? 0 : (this.next[p] - firstWord(this.open[p])) / ENTRY_WORDS;
  }

  /** Gives partition `p` room for its next entries: at least one, `wanted` if that is known. */
  private begin(p: number, wanted: number): void {
    const { slabs } = this;
    const count = Math.max(wanted, SIZES[Math.min(this.opened[p], SIZES.length - 1)]);
    let address = takeRoom(slabs, count);
    if (address < 0) {
      this.full();
      address = takeRoom(slabs, count);
    }
    this.sealOne(p);
    if (this.opened[p] < SIZES.length) this.opened[p]++;
    this.page[p] = slabs.pages[address >>> SLAB_SHIFT];
    this.open[p] = address;
    this.next[p] = firstWord(address);
    this.end[p] = this.next[p] + granted(slabs, address) * ENTRY_WORDS;
  }

  private sealOne(p: number): void {
    const count = this.openSize(p);
    if (count > 0) this.lists[p].push(this.open[p], count);
    this.open[p] = this.next[p] = this.end[p] = 0;
  }
}

function firstWord(address: number): number {
  return (address & SLAB_MASK) * ENTRY_WORDS;
}
