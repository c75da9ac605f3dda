import { Kind, kindAt } from './character-kind.ts';

/** End of the piece of UTF-8 that begins at byte `from`: byte pairs are merged inside a piece, never across. `from` < `end`. */
export type Split = (bytes: Uint8Array, from: number, end: number) => number;

const SPACE = 0x20;
const APOSTROPHE = 0x27;
const BLANK = Kind.space | Kind.newline;

/** End of the run of characters of these kinds, at most `most` of them. */
export function runEnd(bytes: Uint8Array, from: number, end: number, kinds: number, most = Infinity): number {
  let i = from;
  for (let n = 0; i < end && n < most; n++) {
    const at = kindAt(bytes, i, end);
    if ((at & kinds) === 0) break;
    i += at >> 8;
  }
  return i;
}

/** Behind an English contraction (`'s`, `'ll` …) at `at`; `at` itself when there is none. `fold`: capitals too. */
export function contractionEnd(bytes: Uint8Array, at: number, end: number, fold: number): number {
  if (at + 1 >= end || bytes[at] !== APOSTROPHE) return at;
  const first = bytes[at + 1] | fold;
  if (first === 0x73 || first === 0x64 || first === 0x6d || first === 0x74) return at + 2; // s d m t
  if (at + 2 >= end) return at;
  const second = bytes[at + 2] | fold;
  if (first === 0x6c) return second === 0x6c ? at + 3 : at; // ll
  return (first === 0x76 || first === 0x72) && second === 0x65 ? at + 3 : at; // ve re
}

/**
 * End of the piece of white space at `from`: up to the last line end of the run (where `lines`), else all but the last
 * character, which goes to the word behind it, else the one character. A run that ends the text stays whole.
 */
export function blankEnd(bytes: Uint8Array, from: number, end: number, lines: boolean, wholeAtEnd: boolean): number {
  let i = from;
  let last = from;
  let line = -1;
  while (i < end) {
    const at = kindAt(bytes, i, end);
    if ((at & BLANK) === 0) break;
    last = i;
    i += at >> 8;
    if ((at & Kind.newline) !== 0) line = i;
  }
  if (wholeAtEnd && i === end) return i;
  if (lines && line !== -1) return line;
  return i === end || last === from ? i : last;
}

/** Behind a run of these kinds, with the one space that may stand before it; `from` when there is no run. */
export function spacedRunEnd(bytes: Uint8Array, from: number, end: number, kinds: number): number {
  const start = bytes[from] === SPACE ? from + 1 : from;
  const stop = runEnd(bytes, start, end, kinds);
  return stop === start ? from : stop;
}
