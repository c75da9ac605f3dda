import type { Batch, KeyNames, SplitName } from '../core/tape.ts';

/** Where a record lies: known to the reader, carried by the batch. */
export interface Place {
  /** Bytes of the decompressed file before the record. */
  readonly offset: number;
  /** Bytes of the record with its delimiter. */
  readonly length: number;
  /** Physical lines between the segment's start and the record. */
  readonly line: number;
}

/**
 * Bytes in, tape out. One scanner lives as long as its reader: its key table grows, its tape is reused,
 * so a batch is valid only until the next `begin`.
 */
export interface Scanner {
  readonly keys: KeyNames;
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
}

export interface ScannerOptions {
  /** At most 32 literals, searched case-sensitively in every decoded string; bit i of `hits` is literal i. */
  readonly triggers: readonly string[];
  /** Containers inside containers before a record is `too-deep`. */
  readonly maxDepth: number;
}
