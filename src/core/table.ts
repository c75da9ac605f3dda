import { Chunks, PARTITIONS } from './chunks.ts';
import { entryBytes, isLittleEndian, swapWords } from './entry-bytes.ts';
import { FtlintError } from './error.ts';
import { Grouping, GROUPING_BYTES, type Partition } from './grouping.ts';
import { createSlabs, freeRoom, granted, MAX_SLABS, reuseRoom, type Slabs, takeRoom } from './slabs.ts';
import { type Spill, type SpilledRun, SpillWriter } from './spill.ts';
import { ENTRY_BYTES } from './table-entry.ts';
import type { SegmentAt, TableGroup } from './table-group.ts';

export { PARTITIONS } from './chunks.ts';
export { MAX_FILES } from './table-entry.ts';

export interface TableOptions {
  /** In shared memory, so that other threads can group it. */
  readonly shared?: boolean;
  /** Bytes that entries and grouping may take; absent: no bound. */
  readonly budget?: number;
  /** Where entries go when the budget is used up. */
  readonly spill?: Spill;
}

/** A share of the partitions: those whose number is `index` modulo `of`. */
export interface Share {
  readonly index: number;
  readonly of: number;
}
const ALL: Share = { index: 0, of: 1 };

/** A table in a form that structured cloning takes to another thread; entries of a shared table are not copied. */
export interface TableParts {
  readonly pages: readonly ArrayBufferLike[];
  readonly chunks: readonly (readonly number[])[];
  readonly runs: readonly (readonly SpilledRun[])[];
}

/**
 * Entries by key, one a record: what copies, conflicts, leakage and the usable count are readings of.
 * 32 bytes an entry, in partitions that are lists of chunks; merging appends lists and moves no entry.
 */
export class Table {
  /** Adds by words (`Word`). Asked for each record: one call less than through the table is a hundredth of a run. */
  readonly entries: Chunks;
  /** Of each partition, what is no longer in memory. */
  private readonly runs: SpilledRun[][] = Array.from({ length: PARTITIONS }, () => []);
  /** The first is written to, if `canSpill`; the others came with merged tables. */
  private readonly spills: Spill[];
  private readonly canSpill: boolean;
  private borrowed = false;

  constructor(options: TableOptions = {}) {
    this.canSpill = options.spill !== undefined;
    this.spills = options.spill === undefined ? [] : [options.spill];
    this.entries = new Chunks(options.shared === true, options.budget ?? Infinity, () => {
      const { held, budget } = this.entries.slabs;
      // How much more will come is not known: as much again is a fair offer.
      if (!this.canSpill || held === 0) throw overBudget(2 * held, budget);
      this.spill();
    });
  }

  /** A table over another's parts, to be grouped in this thread and not added to; `spills` are the other's, to be read. */
  static from(parts: TableParts, spills: readonly Spill[] = []): Table {
    const table = new Table();
    table.entries.adopt(
      parts.pages.map((buffer) => new Uint32Array(buffer)),
      parts.chunks,
    );
    parts.runs.forEach((runs, p) => (table.runs[p] = [...runs]));
    table.spills.push(...spills);
    table.borrowed = true;
    return table;
  }

  /** Entries, wherever they are. */
  get size(): number {
    let size = 0;
    for (let p = 0; p < PARTITIONS; p++) size += this.sizeOf(p);
    return size;
  }

  /** Takes over another's entries; the other is used up. */
  merge(later: Table): this {
    later.entries.seal();
    const { pages } = later.entries.slabs;
    if (this.entries.slabs.pages.length + pages.length >= MAX_SLABS) {
      for (let p = 0; p < PARTITIONS; p++) this.addBucket(p, later.bucket(p));
      return this;
    }
    this.entries.adopt(pages, later.entries.lists);
    const shift = this.spills.length;
    this.spills.push(...later.spills);
    later.runs.forEach((runs, p) => {
      for (const run of runs) this.runs[p].push({ ...run, spill: run.spill + shift });
    });
    return this;
  }

  /** Bytes in memory, bytes spilled, and bytes that each grouping thread takes beside them. */
  memory(): { readonly held: number; readonly spilled: number; readonly grouping: number } {
    let spilled = 0;
    let largest = 0;
    for (let p = 0; p < PARTITIONS; p++) {
      for (const run of this.runs[p]) spilled += run.size * ENTRY_BYTES;
      largest = Math.max(largest, this.sizeOf(p));
    }
    const entry = GROUPING_BYTES + (spilled > 0 ? ENTRY_BYTES : 0);
    return { held: this.entries.slabs.held, spilled, grouping: largest * entry };
  }

  /**
   * Makes ready for grouping by `threads` at once: spills what does not fit beside the index of the largest partition.
   * Throws FtlintError `max-memory` when the budget is too small even so.
   */
  settle(threads = 1): void {
    this.entries.seal();
    if (this.borrowed) return;
    const { budget } = this.entries.slabs;
    const needed = () => {
      const { held, grouping } = this.memory();
      return held + grouping * threads;
    };
    if (needed() > budget && this.canSpill) {
      this.spill();
      freeRoom(this.entries.slabs);
    }
    if (needed() > budget) throw overBudget(needed(), budget);
  }

  /** The settled table for another thread: `Table.from`. */
  parts(): TableParts {
    this.entries.seal();
    const { slabs, lists } = this.entries;
    return { pages: slabs.pages.map((page) => page.buffer), chunks: lists, runs: this.runs };
  }

  /**
   * Calls `close` for every key with two or more entries, in no particular order of keys; inside a group, file order.
   * Returns the number of distinct keys. With a share: of its partitions alone.
   * Throws FtlintError `max-memory` when the budget has no room for it.
   */
  groups(segmentAt: SegmentAt, close: (group: TableGroup) => void, share: Share = ALL): number {
    this.settle(share.of);
    const grouping = new Grouping(segmentAt, close);
    const room = createSlabs(false, Infinity);
    let distinct = 0;
    for (let p = share.index; p < PARTITIONS; p += share.of) distinct += grouping.partition(this.partition(p, room));
    return distinct;
  }

  /**
   * Entries of partition `p` as bytes, in the order of arrival, for a partial file. Layout 1: 32 bytes an entry,
   * eight words as `Word` says, little endian.
   */
  bucket(p: number): Uint8Array {
    this.entries.seal();
    const { pages, chunks, size } = this.partition(p, createSlabs(false, Infinity));
    const out = new Uint8Array(size * ENTRY_BYTES);
    for (let c = 0, used = 0; c < chunks.length; used += chunks[c + 1] * ENTRY_BYTES, c += 2)
      out.set(entryBytes(pages, chunks[c], chunks[c + 1]), used);
    return isLittleEndian ? out : swapWords(out);
  }

  /** Adds what `bucket(p)` gave. Throws RangeError on bytes that it never gives. */
  addBucket(p: number, bucket: Uint8Array): void {
    if (bucket.length % ENTRY_BYTES !== 0) throw new RangeError(`a bucket of ${bucket.length} bytes`);
    // Byte 7 of an entry is the first of its key.
    for (let at = 7; at < bucket.length; at += ENTRY_BYTES)
      if (bucket[at] !== p) throw new RangeError(`an entry of bucket ${bucket[at]} in bucket ${p}`);
    this.entries.addBytes(p, isLittleEndian ? bucket : swapWords(bucket.slice()));
  }

  private sizeOf(p: number): number {
    let size = this.entries.sizeOf(p);
    for (const run of this.runs[p]) size += run.size;
    return size;
  }

  /** Writes all entries in memory out, one partition after the other. */
  private spill(): void {
    this.entries.seal();
    const writer = new SpillWriter(this.spills[0]);
    for (let p = 0; p < PARTITIONS; p++) {
      this.entries.bytesOf(p, (bytes) => writer.write(bytes));
      for (const run of writer.end()) this.runs[p].push(run);
    }
    this.entries.clear();
  }

  /** A partition as it lies in memory, or, where some of it was spilled, all of it in `room`. */
  private partition(p: number, room: Slabs): Partition {
    const size = this.sizeOf(p);
    const { slabs, lists } = this.entries;
    if (this.runs[p].length === 0) return { pages: slabs.pages, chunks: lists[p], size };
    reuseRoom(room);
    const chunks: number[] = [];
    const load = (bytes: number, fill: (into: Uint8Array, from: number) => void) => {
      for (let from = 0; from < bytes;) {
        const address = takeRoom(room, (bytes - from) / ENTRY_BYTES);
        const into = entryBytes(room.pages, address, granted(room, address));
        fill(into, from);
        chunks.push(address, into.length / ENTRY_BYTES);
        from += into.length;
      }
    };
    for (const { spill, position, size: entries } of this.runs[p])
      load(entries * ENTRY_BYTES, (into, from) => this.spills[spill].read(position + from, into));
    this.entries.bytesOf(p, (bytes) =>
      load(bytes.length, (into, from) => into.set(bytes.subarray(from, from + into.length))),
    );
    return { pages: room.pages, chunks, size };
  }
}

const mib = (bytes: number) =>
  bytes < 2 ** 10
    ? `${bytes} bytes`
    : bytes < 2 ** 20
      ? `${Math.ceil(bytes / 2 ** 10)} KiB`
      : `${Math.ceil(bytes / 2 ** 20)} MiB`;

function overBudget(needed: number, budget: number): FtlintError {
  if (budget === Infinity)
    return new FtlintError(
      'max-memory',
      `the table of records needs more than the ${mib(needed / 2)} that it has, and the machine gives no more`,
      'set --max-memory: a temporary file takes what goes beyond it',
    );
  return new FtlintError(
    'max-memory',
    `the table of records needs ${mib(needed)} and may have ${mib(budget)}`,
    `raise --max-memory by ${mib(needed - budget)} or more`,
  );
}
