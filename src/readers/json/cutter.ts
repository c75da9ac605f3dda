import type { SplitName } from '../../core/tape.ts';

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
  /**
   * Reads `bytes[at, to)`, whose file offset is `base + at`; stops behind an element (`found`), at `to`, and with `pause`
   * before an element. Returns where it stopped.
   */
  next(bytes: Uint8Array, at: number, to: number, base: number, pause?: boolean): number;
  /** An element of the array at hand may begin: what follows may be read by others, as far as `jump` then tells. */
  readonly between: boolean;
  /** Physical lines read so far. */
  readonly lines: number;
  /** Goes on behind elements that others read, each with its comma: their line ends, and those of them that are CR LF. */
  jump(lines: number, crlf: number): void;
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
