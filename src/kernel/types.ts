import type { Batch, KeyNames, SplitName } from '../core/tape.ts';
import type { Trigger } from '../core/triggers.ts';

/** Where a record lies: known to the reader, carried by the batch. */
export interface Place {
  /** Bytes of the decompressed file before the record. */
  readonly offset: number;
  /** Bytes of the record with its delimiter. */
  readonly length: number;
  /** Physical lines between the segment's start and the record. */
  readonly line: number;
}

/** How a table is written. */
export interface Table {
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly quote: '"' | null;
  /** Cells that are read as none, in the eyes of some reader: rows with them are not taken. */
  readonly missing: ReadonlySet<string>;
}

/**
 * Bytes in, tape out. One scanner lives as long as its reader: its key table grows, its tape is reused,
 * so a batch is valid only until the next `begin`.
 */
export interface Scanner {
  readonly engine: 'wasm' | 'js';
  readonly keys: KeyNames;
  /** Memory of the engine: what stands in it need not be copied, and only of that does `lines` take anything. */
  readonly room: Uint8Array | undefined;
  /** Of the last `lines`, `elements` or `rows`: physical lines, and those of them that end with CR LF. */
  readonly taken: { lines: number; crlf: number };
  /**
   * Takes as many whole lines from `from` on as are records without anything to say about, as long as they begin before
   * `limit` and the batch has room; answers where it stopped. The line there is for `json`, or the batch is to be closed.
   * `to` is behind a line end; `base`: bytes of the file before the batch's bytes; `line`: physical lines before `from`.
   */
  lines(from: number, to: number, limit: number, base: number, line: number): number;
  /** The same of a JSON array's elements with the comma behind each, from the place behind a comma (or the bracket) on. */
  elements(from: number, to: number, limit: number, base: number, line: number): number;
  /** The same of a table's whole rows with a cell for each column. */
  rows(table: Table, from: number, to: number, limit: number, base: number, line: number): number;
  /** Whether the first `length` bytes of `room` hold an odd number of quotes; undefined: this engine is not fast at it. */
  oddQuotes(length: number): boolean | undefined;
  /** Ids of the names of a table's columns, as long as the batch lives. */
  columnIds(names: readonly string[]): readonly number[];
  /** Starts a batch over `bytes`. */
  begin(bytes: Uint8Array): void;
  /** Scans one JSON text in `[start, end)` of the batch's bytes: strict JSON and UTF-8; faults become problems, never throws. */
  json(start: number, end: number, place: Place): void;
  /** Adds a table row as an object of strings: `names[i]` → `cells[i]`; missing cells are left out. */
  row(names: readonly string[], cells: readonly string[], place: Place): void;
  /** Adds a record that cannot be scanned (wrong number of columns, unclosed quote): it has no root. */
  broken(place: Place): void;
  /** Adds a problem found by the reader; `record` is -1 or the index of the last record added. */
  problem(
    code: string,
    record: number,
    offset: number,
    line: number,
    data?: Readonly<Record<string, string | number>>,
  ): void;
  /** Records and tape entries of the batch so far: the reader cuts a batch by them. */
  readonly records: number;
  readonly entries: number;
  finish(split?: SplitName): Batch;
  /** Gives itself, or its memory, to whoever asks for a scanner next: neither it nor its batches may be used from now on. */
  release(): void;
}

export interface ScannerOptions {
  /** Literals that are searched case-sensitively in every decoded string; each sets its bits of `hits`. */
  readonly triggers: readonly Trigger[];
  /** Containers inside containers before a record is `too-deep`. */
  readonly maxDepth: number;
}
