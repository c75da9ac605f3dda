import { asciiWordEnd } from './ascii-word.ts';
import { Kind, kindAt } from './character-kind.ts';
import { blankEnd, contractionEnd, runEnd, spacedRunEnd } from './split.ts';

const FOLD = 0x20;
const SLASH = 0x2f;
/** With which a word may begin, and with which it may end, in the pattern's two halves. */
const HEAD = Kind.upper | Kind.letter | Kind.mark;
const TAIL = Kind.lower | Kind.letter | Kind.mark;
const BOTH = Kind.letter | Kind.mark;
const LETTERS = Kind.upper | Kind.lower | Kind.letter;

/** The split of o200k_base: words by case, each with one character that is no letter before it and a contraction behind it. */
export function splitO200k(bytes: Uint8Array, from: number, end: number): number {
  const plain = asciiWordEnd(bytes, from, end);
  if (plain !== -1) return plain;
  const first = kindAt(bytes, from, end);
  if ((first & (Kind.number | Kind.newline)) === 0) {
    const stop = wordEnd(bytes, from, end, first);
    if (stop > from) return contractionEnd(bytes, stop, end, FOLD);
  }
  if ((first & Kind.number) !== 0) return runEnd(bytes, from, end, Kind.number, 3);
  let stop = spacedRunEnd(bytes, from, end, Kind.other | Kind.mark);
  if (stop === from) return blankEnd(bytes, from, end, true, false);
  while (stop < end && (bytes[stop] === 10 || bytes[stop] === 13 || bytes[stop] === SLASH)) stop++;
  return stop;
}

/** `from` when no word begins there. */
function wordEnd(bytes: Uint8Array, from: number, end: number, first: number): number {
  const start = (first & LETTERS) === 0 ? from + (first >> 8) : from;
  let i = start;
  // Where the pattern steps back to when nothing small follows the capitals.
  let back = -1;
  while (i < end) {
    const at = kindAt(bytes, i, end);
    if ((at & HEAD) === 0) {
      if ((at & Kind.lower) !== 0) return runEnd(bytes, i + (at >> 8), end, TAIL);
      break;
    }
    i += at >> 8;
    if ((at & BOTH) !== 0) back = i;
  }
  if (back !== -1) return back;
  if ((first & Kind.mark) !== 0) return start;
  return i === start ? from : i;
}
