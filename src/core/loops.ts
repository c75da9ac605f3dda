import type { Entry, RecordView } from './record.ts';
import { hasCodes, isWordUnit, lastUnit, utf8Size } from './units.ts';

/** Code points from which on a text can be degenerate. */
const LONG = 400;
/** Longest period that is looked for, in bytes of UTF-8, where the text stops in the middle of a sentence: a loop is cut by the generator's cap. */
const PERIOD = 256;
/** And where it ends like a sentence: most texts do, so fewer periods are tried. */
const SHORT_PERIOD = 32;
/** Bytes that must be equal one period earlier before anything is decoded. */
const SAME = 24;
/** Bytes of the end in which a character spelt as a code makes periods longer, and how much longer they are at most. */
const [CODES, LONGER] = [12, 6];
/** Bytes of the end that are decoded then, and code units of it that the loop must fill, in at least so many rounds. */
const TAIL = 1024;
const FILLED = 240;
const ROUNDS = 4;
const [SPACE, COMMA] = [0x20, 0x2c];

/** A phrase that a text ends in, by its length in code units, and how often it stands there. */
export interface Loop {
  readonly period: number;
  readonly rounds: number;
}

/** The one phrase that the end of a string says over and over; undefined: there is none. Of most texts nothing is decoded. */
export function endsInLoop(record: RecordView, entry: Entry): Loop | undefined {
  if (record.codePoints(entry) < LONG) return undefined;
  const last = lastUnit(record, entry);
  const longest = stopsEarly(last) ? PERIOD : SHORT_PERIOD;
  const most = longest * (hasCodes(record, entry, -CODES, 0) ? LONGER : 1);
  return record.repeatsEnd(entry, SAME, most) ? loopOf(record.tail(entry, TAIL), longest) : undefined;
}

/** A letter, a digit, a comma or white space ends no sentence. */
const stopsEarly = (unit: number): boolean => unit <= SPACE || unit === COMMA || unit >= 0x80 || isWordUnit(unit);

/** The shortest period of the text's end that goes far enough back and says something. */
function loopOf(tail: string, longest: number): Loop | undefined {
  for (let period = 1; period * ROUNDS <= tail.length && period <= longest; period++) {
    let at = tail.length - 1 - period;
    while (at >= 0 && tail[at] === tail[at + period]) at--;
    const length = tail.length - 1 - at;
    if (length < FILLED || length < period * ROUNDS) continue;
    const phrase = tail.slice(-period);
    // Lines of dashes, dots and table cells are layout, digits alone are numbers.
    if (!/\p{L}/u.test(phrase) || sizeOf(phrase) > longest) return undefined;
    return { period, rounds: Math.floor(length / period) };
  }
  return undefined;
}

/** Bytes of UTF-8: periods are looked for by bytes, however the text is spelt. */
function sizeOf(phrase: string): number {
  let size = 0;
  for (let i = 0; i < phrase.length; i++) size += utf8Size(phrase.charCodeAt(i));
  return size;
}
