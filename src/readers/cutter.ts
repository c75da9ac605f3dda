import type { SplitName } from '../core/tape.ts';

/** A fault between elements: the elements themselves are the scanner's to judge. */
export interface CutFault {
  readonly reason: string;
  readonly offset: number;
  readonly line: number;
}

/**
 * Finds the elements of a JSON array, or of the arrays under chosen keys of an object, byte by byte: it can stop and go on
 * anywhere, holds no bytes, and looks at nothing but brackets, strings and commas. A raw line break ends a string (JSON
 * allows none), so that one lost quote costs one element where there is one a line.
 */
export interface Cutter {
  /** Reads `bytes[at, to)`, whose file offset is `base + at`; stops behind an element (`found`) or at `to`. Returns where it stopped. */
  next(bytes: Uint8Array, at: number, to: number, base: number): number;
  /** An element ended: its offsets and its line. */
  found: boolean;
  offset: number;
  end: number;
  line: number;
  split: SplitName | undefined;
  /** First byte that the reader must keep: where the element or key at hand begins; -1 when nothing is open. */
  readonly open: number;
  /** Faults since they were last taken. */
  faults: CutFault[];
  /** After `finish`: the bracket that opened the container was closed. */
  readonly closed: boolean;
  readonly lf: number;
  readonly crlf: number;
  /** At the end of the bytes: whether an element was cut off (it is then the one found). Adds a fault when a bracket is missing. */
  finish(offset: number): void;
}
