import type { JsonText } from './json-text.ts';

/** A file that can be read anywhere. */
export interface FileBytes {
  /** As the person wrote it. */
  readonly path: string;
  /** Bytes of the file. */
  readonly size: number;
  /** The bytes `[start, end)`. Throws `Unreadable` when the file has not so many. */
  slice(start: number, end: number): Uint8Array;
}

/** Rows that lie together in a file, so that reading may begin with the first of them. */
export interface Stretch {
  /** Rows before it. */
  readonly start: number;
  readonly rows: number;
  /** Bytes that it takes decompressed, roughly: by them the file is shared out. */
  readonly bytes: number;
}

/** A file of rows that are not text: Parquet or Arrow. */
export interface RowFile {
  readonly rows: number;
  readonly stretches: readonly Stretch[];
  /** Writes the rows of a stretch, each as one line of JSON with its line end; every step is one row. Throws `Unreadable`. */
  write(stretch: number, text: JsonText): Iterator<void>;
}

/** Bytes that a row, a page or a buffer may take: no trainer takes a record of that size, and a bomb ends here. */
export const LARGEST = 2 ** 28;

/** Bytes that a compressed byte can stand for, more than any codec can pack; and what a small piece may be wrong by. */
const PACKED = 65_536;
const SMALL = 1 << 20;

/** Whether so many compressed bytes can hold what they claim: memory is asked for by the claim. */
export const canHold = (stored: number, length: number): boolean => length <= SMALL + stored * PACKED;

/**
 * What is wrong with a file, in a clause that goes on behind its name. Not an FtlintError: the code that reads these
 * files is loaded apart and has a class of its own, which nobody else would know.
 */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Runs what a library does with untrusted bytes: whatever it throws means that they are damaged. */
export function orDamaged<T>(what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`is damaged: ${what} cannot be read`, WRITE_AGAIN);
  }
}

/** What to do about a damaged file. */
export const WRITE_AGAIN = 'Write or fetch it again.';
