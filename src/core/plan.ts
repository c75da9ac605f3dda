import type { SplitName } from './tape.ts';

export type Container = 'jsonl' | 'json-array' | 'json-object' | 'csv' | 'tsv' | 'parquet' | 'arrow' | 'text';
/** What a file is packed in, by its first bytes. */
export type Compression = 'gzip' | 'zstd';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How one file is read: decided from its head (the first 1 MiB), the same for every shard. */
export interface FilePlan {
  /** As the person wrote it, or relative to the folder they named; forward slashes. */
  readonly path: string;
  /** Named by the person, or found in a folder or by a glob. */
  readonly origin: 'named' | 'found' | 'stdin';
  /** Compressed bytes on disk; -1 when unknown (stdin). */
  readonly bytes: number;
  readonly compression: Compression | null;
  readonly encoding: Encoding;
  /** Bytes of byte order mark before the text. */
  readonly bom: number;
  readonly container: Container;
  readonly csv?: CsvDialect;
  /** Where the records of a JSON object are; absent for other containers. */
  readonly rows?: JsonRows;
  /** Of a corpus that is read as one file: its documents, in order (readers/members has their offsets). */
  readonly members?: readonly Member[];
  /** Of a Parquet or Arrow file: where reading may begin. Its segments and offsets count rows, not bytes. */
  readonly stretches?: readonly StretchPlan[];
  /** Split by the file's or folder's name, or by --train/--eval; null when there is none. */
  readonly split: SplitName | null;
  /** `[number from 1, of]` of a shard suffix. */
  readonly shard: readonly [number, number] | null;
  /** What the head showed that is worth a finding about the file (rule ids with data). */
  readonly notes: readonly FileNote[];
  /** Why the container, dialect or header was chosen, one short clause each. */
  readonly why: readonly string[];
  /** Several workers may read parts of it: plain UTF-8 JSON lines. */
  readonly divisible: boolean;
}

/** One of many small files that are read as one. */
export interface Member {
  /** Its way from the plan's path; forward slashes. */
  readonly name: string;
  /** Stored bytes. */
  readonly bytes: number;
}

/** Rows that lie together in a file. */
export interface StretchPlan {
  /** Rows before it. */
  readonly start: number;
  /** Bytes that it takes decompressed, roughly. */
  readonly bytes: number;
}

export interface FileNote {
  readonly code: string;
  readonly offset: number;
  readonly line: number;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** `self`: the object is the one record; `splits`: arrays under keys that name a split; else the arrays under these keys. */
export interface JsonRows {
  readonly keys: 'self' | 'splits' | readonly string[];
}

export interface CsvDialect {
  /** `''`: a line is one cell, whatever is in it. */
  readonly delimiter: ',' | ';' | '\t' | '|' | '';
  /** `"` or none: a TSV whose quotes are literal. */
  readonly quote: '"' | null;
  readonly header: boolean;
  /** Names of the columns; `column_1` … without a header. */
  readonly columns: readonly string[];
}

/** A stretch `[start, end)` of one file's decompressed bytes (of its rows, where it has `stretches`) on a fixed grid. A record belongs to the segment with its first byte. */
export interface Segment {
  /** `segmentId(file, start)`: sorts in file order, the same in every shard. */
  readonly id: number;
  readonly file: number;
  readonly start: number;
  /** Infinity where the end is not known before reading. */
  readonly end: number;
  /** Of a stretch of a table: whether an odd number of quotes lies before it, so that it begins inside a cell. */
  readonly inQuotes?: boolean;
}

/** What is known of a segment once it was read; only integers, so that shards add up. */
export interface SegmentEnd {
  /** Decompressed bytes that belong to the segment. */
  bytes: number;
  /** Physical lines that begin in the segment. */
  lines: number;
  /** Records that begin in it, broken ones included. */
  records: number;
  /** Line ends by kind; a quoted CSV line break counts too. */
  lf: number;
  crlf: number;
  /** Blank lines between records (JSONL, CSV). */
  blank: number;
  /** What stopped the reading before the end, in one sentence; undefined when it was read whole. */
  broken?: string;
}
