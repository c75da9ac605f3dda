import { asciiLettersEnd } from './ascii-word.ts';
import { Kind, kindAt } from './character-kind.ts';
import { blankEnd, contractionEnd, runEnd, spacedRunEnd } from './split.ts';

const FOLD = 0x20;
const LETTERS = Kind.upper | Kind.lower | Kind.letter;

/** The split of cl100k_base: a contraction, a word with one character that is no letter before it, up to three digits, signs, white space. */
export function splitCl100k(bytes: Uint8Array, from: number, end: number): number {
  const contracted = contractionEnd(bytes, from, end, FOLD);
  if (contracted > from) return contracted;
  const plain = asciiLettersEnd(bytes, from, end);
  if (plain !== -1) return plain;
  const first = kindAt(bytes, from, end);
  if ((first & (Kind.number | Kind.newline)) === 0) {
    const start = (first & LETTERS) === 0 ? from + (first >> 8) : from;
    const stop = runEnd(bytes, start, end, LETTERS);
    if (stop > start) return stop;
  }
  if ((first & Kind.number) !== 0) return runEnd(bytes, from, end, Kind.number, 3);
  let stop = spacedRunEnd(bytes, from, end, Kind.other | Kind.mark);
  if (stop === from) return blankEnd(bytes, from, end, true, true);
  while (stop < end && (bytes[stop] === 10 || bytes[stop] === 13)) stop++;
  return stop;
}
