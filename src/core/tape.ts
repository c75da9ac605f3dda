/**
 * The tape: what a scanner says about the values of a batch of records, without making one JavaScript object a value.
 * Every engine (the TypeScript twin today, a WebAssembly kernel later) fills the same arrays.
 */

/** JSON types as the tape stores them. */
export const ValueType = { object: 0, array: 1, string: 2, number: 3, true: 4, false: 5, null: 6 } as const;
export type ValueType = (typeof ValueType)[keyof typeof ValueType];

/** Bits of `Tape.flags`. */
export const Flag = {
  /** The span holds JSON escapes: decode before reading it. */
  escaped: 1,
  /** The span holds bytes above 0x7F. */
  nonAscii: 2,
  /** Empty, or nothing but Unicode White_Space. */
  blank: 4,
  /** A C0 control character other than tab, line feed and carriage return (decoded). */
  control: 8,
  /** An escape that is half of a surrogate pair; hashed as U+FFFD. */
  loneSurrogate: 16,
  /** Leading or trailing white space. */
  edgeSpace: 32,
  /** A CSV cell that was quoted. */
  quoted: 64,
} as const;

/** Values in document order; a container is followed by its descendants. All arrays have at least `count` entries. */
export interface Tape {
  /** What the spans point into. JSON: the input itself; CSV: decoded cells. */
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly type: Uint8Array;
  readonly depth: Uint16Array;
  /** Id in the scanner's key table; -1 for a record's root and for elements of arrays. */
  readonly key: Int32Array;
  /** Span `[start, end)` in `bytes`; a string without its quotes, a container with its brackets. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** The entry after this value and all its descendants. */
  readonly next: Uint32Array;
  readonly flags: Uint16Array;
  /** 64-bit hash of a string's decoded UTF-8 bytes, in two lanes; of other scalars, of their bytes as written. */
  readonly hashLo: Uint32Array;
  readonly hashHi: Uint32Array;
  /** The same of the normalised text: NFKC, lower case, White_Space runs to one space, trimmed. */
  readonly normLo: Uint32Array;
  readonly normHi: Uint32Array;
  /** Unicode code points of a string's decoded text; members of a container. */
  readonly codePoints: Uint32Array;
  /** Bit i: literal i of the scanner's triggers occurs in the decoded string. */
  readonly hits: Uint32Array;
}

/** Where the records of a batch begin. */
export interface RecordTable {
  readonly count: number;
  /** The record's root entry on the tape; -1 for a record that does not parse. */
  readonly root: Int32Array;
  /** Bytes of the decompressed file before the record. */
  readonly offset: Float64Array;
  /** Bytes of the record with its delimiter. */
  readonly length: Float64Array;
  /** Physical lines of decoded text between the segment's start and the record. */
  readonly line: Uint32Array;
  /** Canonical record hash: keys sorted at all depths, numbers as written. */
  readonly hashLo: Uint32Array;
  readonly hashHi: Uint32Array;
  /** Hash of the key structure with the types of its values, array lengths left out. */
  readonly shapeLo: Uint32Array;
  readonly shapeHi: Uint32Array;
  /** Bit set over all strings of the record. */
  readonly hits: Uint32Array;
}

/** What a reader or the scanner found wrong with bytes, before anybody knows what the record means. The code is the id of the rule that reports it. */
export interface Problem {
  readonly code: string;
  /** Index into the batch's records; -1 when it is about bytes between records or about the file. */
  readonly record: number;
  /** Bytes of the decompressed file before the fault. */
  readonly offset: number;
  /** Physical lines between the segment's start and the fault. */
  readonly line: number;
  /** JSON Pointer, where the place in the record is known. */
  readonly pointer?: string;
  /** Values for the rule's message template. */
  readonly data?: Readonly<Record<string, string | number>>;
}

/** Distinct key names of one scanner, by id. */
export interface KeyNames {
  readonly size: number;
  name(id: number): string;
  /** -1 when the key was never seen. */
  id(name: string): number;
}

export interface Batch {
  readonly tape: Tape;
  readonly records: RecordTable;
  readonly keys: KeyNames;
  readonly problems: readonly Problem[];
  /** The split that the container itself names (a key of one JSON object); undefined: the file's. */
  readonly split: SplitName | undefined;
  /** Decodes a string entry; scalars as written. */
  text(entry: number): string;
  /** The record's own bytes with its delimiter; undefined where a record has none (Parquet). */
  recordBytes(index: number): Uint8Array | undefined;
}

export type SplitName = 'train' | 'validation' | 'test';
