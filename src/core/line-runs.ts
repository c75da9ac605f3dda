import type { Entry } from './record.ts';
import type { Tape } from './tape.ts';

const [LINE_FEED, TAB, BACKSLASH, LETTER_N, LETTER_T] = [0x0a, 0x09, 0x5c, 0x6e, 0x74];
/** White space, `>`, `*`, `+`, `-`, and the numbers of lists. */
const BEFORE = new Set(Array.from(' >*+-.)0123456789', (mark) => mark.charCodeAt(0)));
/** Bytes between a line's beginning and the run. */
const INDENT = 64;

/** Lines of a string that begin with `least` or more of a byte, in the bytes of the file: `\n` is what JSON writes for a line feed. */
export function lineRuns({ bytes, start, end }: Tape, entry: Entry, byte: number, least: number): number {
  const span = bytes.subarray(start[entry], end[entry]);
  let count = 0;
  for (let at = span.indexOf(byte); at >= 0; at = span.indexOf(byte, at)) {
    const from = at;
    while (span[at] === byte) at++;
    if (at - from >= least && beginsLine(span, from)) count++;
  }
  return count;
}

function beginsLine(span: Uint8Array, run: number): boolean {
  for (let at = run - 1; at >= run - INDENT; at--) {
    if (at < 0 || span[at] === LINE_FEED) return true;
    const escape = at > 0 && span[at - 1] === BACKSLASH;
    if (escape && span[at] === LETTER_N) return true;
    if (escape && span[at] === LETTER_T) at--;
    else if (!BEFORE.has(span[at]) && span[at] !== TAB) return false;
  }
  return false;
}
