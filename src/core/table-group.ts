import type { Ref } from './record.ts';
import type { Group_ } from './rule-types.ts';
import { SLAB_MASK, SLAB_SHIFT } from './slabs.ts';
import { SPLITS } from './splits.ts';
import { EMPTY, FILE_SHIFT, ORDER_SHIFT, SPLIT_SHIFT, UNFIT, Word } from './table-entry.ts';
import type { SplitName } from './tape.ts';

/** Number of the segment that holds a byte of a file. */
export type SegmentAt = (file: number, offset: number) => number;

/** Entries of one key, read where they lie: four bytes a member. Valid only during the call it is handed to. */
export class TableGroup implements Group_ {
  size = 0;
  private pages: readonly Uint32Array[] = [];
  private addresses: Uint32Array = new Uint32Array(0);
  private readonly segmentAt: SegmentAt;

  constructor(segmentAt: SegmentAt) {
    this.segmentAt = segmentAt;
  }

  /** Becomes the group of the first `size` addresses, which are in file order. */
  set(pages: readonly Uint32Array[], addresses: Uint32Array, size: number): void {
    this.pages = pages;
    this.addresses = addresses;
    this.size = size;
  }

  /** A word of entry `i`, by the names of `Word`. */
  word(i: number, word: number): number {
    const address = this.addresses[i];
    return this.pages[address >>> SLAB_SHIFT][((address & SLAB_MASK) << 3) + word];
  }
  /** Number of the entry's split in `SPLITS`. */
  splitNumber(i: number): number {
    return (this.word(i, Word.place) >>> SPLIT_SHIFT) & 3;
  }
  split(i: number): SplitName {
    return SPLITS[this.splitNumber(i)];
  }
  ref(i: number): Ref {
    const place = this.word(i, Word.place);
    const offset = ((place >>> ORDER_SHIFT) & 0xff) * 4294967296 + this.word(i, Word.offset);
    return { segment: this.segmentAt(place >>> FILE_SHIFT, offset), offset, line: this.word(i, Word.line) };
  }
  record(i: number): number {
    return this.word(i, Word.record);
  }
  /** Upper 8 of the output's 40 bits. */
  outputHi(i: number): number {
    return this.word(i, Word.place) & 0xff;
  }
  output(i: number): number {
    return this.outputHi(i) * 4294967296 + this.word(i, Word.output);
  }
  exact(i: number): number {
    return this.word(i, Word.exact);
  }
  empty(i: number): boolean {
    return (this.word(i, Word.place) & EMPTY) !== 0;
  }
  unfit(i: number): boolean {
    return (this.word(i, Word.place) & UNFIT) !== 0;
  }
}
