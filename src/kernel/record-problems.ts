import type { Problem } from '../core/tape.ts';
import type { Place } from './types.ts';

/** Problems of one batch, in the order in which they were seen. */
export interface ProblemList {
  readonly list: readonly Problem[];
  clear(): void;
  /** Starts record number `record`, whose text begins at `start` of `bytes`. */
  startRecord(record: number, bytes: Uint8Array, start: number, place: Place): void;
  /** Adds one about the byte at `at` of the record in hand. */
  note(code: string, at: number, pointer?: string, data?: Problem['data']): void;
  /** Takes back what was noted about the record in hand. */
  takeBack(): void;
  add(problem: Problem): void;
}

/** Problems noted of one record at most: an array of a million wrong numbers is one broken record, not a million. */
const MOST = 1000;

export function createProblems(): ProblemList {
  let list: Problem[] = [];
  let mark = 0;
  let number = -1;
  let text: Uint8Array = new Uint8Array(0);
  let from = 0;
  let place: Place = { offset: 0, length: 0, line: 0 };
  // Line breaks passed, and the next one; -1: not looked for. Faults come in ascending order, so a giant record is walked once.
  let lines = 0;
  let nextBreak = -1;

  function lineAt(at: number): number {
    if (nextBreak === -1) nextBreak = breakFrom(from);
    while (nextBreak < at) {
      lines++;
      nextBreak = breakFrom(nextBreak + 1);
    }
    return place.line + lines;
  }

  function breakFrom(i: number): number {
    const found = text.indexOf(10, i);
    return found === -1 ? Infinity : found;
  }

  function rewind(): void {
    lines = 0;
    nextBreak = -1;
  }

  return {
    get list() {
      return list;
    },
    clear() {
      list = [];
      mark = 0;
    },
    startRecord(record, bytes, start, where) {
      mark = list.length;
      number = record;
      text = bytes;
      from = start;
      place = where;
      rewind();
    },
    note(code, at, pointer, data) {
      if (list.length - mark >= MOST) return;
      list.push({
        code,
        record: number,
        offset: place.offset + (at - from),
        line: lineAt(at),
        ...(pointer !== undefined && { pointer }),
        ...(data && { data }),
      });
    },
    takeBack() {
      list.length = mark;
      rewind();
    },
    add(problem) {
      list.push(problem);
    },
  };
}
