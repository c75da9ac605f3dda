/**
 * The characters of a string as it stands in the file, one UTF-16 unit at a time and without decoding: `é`, `\u00e9` and its bytes are
 * one unit, `\n` is a line feed. Places are bytes as `byteAt` counts them, so a rule that looks at bytes may change over at any place.
 */
import type { Entry, RecordView } from './record.ts';
import { Flag } from './tape.ts';

const [BACKSLASH, LETTER_U, SPACE] = [0x5c, 0x75, 0x20];
/** Bytes of `\uXXXX`, and of the other escapes. */
const [LONG, SHORT] = [6, 2];

/** What the letter behind a backslash stands for; the others stand for themselves. */
const MEANT: ReadonlyMap<number, number> = new Map([
  [0x6e, 0x0a],
  [0x74, 0x09],
  [0x72, 0x0d],
  [0x62, 0x08],
  [0x66, 0x0c],
]);

const isEscaped = (record: RecordView, entry: Entry): boolean => (record.flags(entry) & Flag.escaped) !== 0;

/** The unit that begins at byte `i`; a character of four bytes is its code point, an escaped one two units. -1: beyond the string. */
export function unitAt(record: RecordView, entry: Entry, i: number): number {
  const byte = record.byteAt(entry, i);
  if (byte === BACKSLASH && isEscaped(record, entry)) return escapeAt(record, entry, i);
  if (byte < 0xc0) return byte;
  const low = (at: number): number => record.byteAt(entry, i + at) & 0x3f;
  if (byte < 0xe0) return ((byte & 0x1f) << 6) | low(1);
  if (byte < 0xf0) return ((byte & 0x0f) << 12) | (low(1) << 6) | low(2);
  return ((byte & 0x07) << 18) | (low(1) << 12) | (low(2) << 6) | low(3);
}

function escapeAt(record: RecordView, entry: Entry, i: number): number {
  const letter = record.byteAt(entry, i + 1);
  if (letter !== LETTER_U) return MEANT.get(letter) ?? letter;
  let unit = 0;
  for (let at = i + 2; at < i + LONG; at++) {
    const digit = record.byteAt(entry, at);
    unit = (unit << 4) | (digit < 0x40 ? digit & 0x0f : (digit & 0x0f) + 9);
  }
  return unit;
}

/** The byte behind the unit that begins at byte `i`. */
export function afterUnit(record: RecordView, entry: Entry, i: number): number {
  const byte = record.byteAt(entry, i);
  if (byte === BACKSLASH && isEscaped(record, entry))
    return i + (record.byteAt(entry, i + 1) === LETTER_U ? LONG : SHORT);
  return i + (byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4);
}

/** Where the unit before byte `end` begins; both count from the end of the string, which is 0. */
function unitBefore(record: RecordView, entry: Entry, end: number): number {
  let at = end - 1;
  while ((record.byteAt(entry, at) & 0xc0) === 0x80) at--;
  if (at < end - 1 || !isEscaped(record, entry)) return at;
  if (record.byteAt(entry, end - LONG + 1) === LETTER_U && opensEscape(record, entry, end - LONG)) return end - LONG;
  return opensEscape(record, entry, end - SHORT) ? end - SHORT : at;
}

/** A backslash with an even number of backslashes before it begins an escape. */
function opensEscape(record: RecordView, entry: Entry, i: number): boolean {
  let at = i;
  while (record.byteAt(entry, at) === BACKSLASH) at--;
  return (i - at) % 2 === 1;
}

/** The last unit of a string; -1: it is empty. */
export function lastUnit(record: RecordView, entry: Entry): number {
  const last = record.byteAt(entry, -1);
  if (last < 0 || (last < 0x80 && !isEscaped(record, entry))) return last;
  return unitAt(record, entry, unitBefore(record, entry, 0));
}

/** The first unit that is no white space of ASCII, among the first `most`; -1: there is none. */
export function firstMark(record: RecordView, entry: Entry, most: number): number {
  for (let at = 0, left = most; left > 0; left--) {
    const unit = unitAt(record, entry, at);
    if (unit < 0 || unit > SPACE) return unit;
    at = afterUnit(record, entry, at);
  }
  return -1;
}

/** The last unit that is no white space of ASCII, among the last `most`; -1: there is none. */
export function lastMark(record: RecordView, entry: Entry, most: number): number {
  for (let end = 0, left = most; left > 0; left--) {
    if (record.byteAt(entry, end - 1) < 0) return -1;
    const at = unitBefore(record, entry, end);
    const unit = unitAt(record, entry, at);
    if (unit > SPACE) return unit;
    end = at;
  }
  return -1;
}

/** Whether a character in the bytes `[from, to)` is written as `\uXXXX`; from the end where `from` is negative. */
export function hasCodes(record: RecordView, entry: Entry, from: number, to: number): boolean {
  if (!isEscaped(record, entry)) return false;
  for (let i = from; i < to - 1; i++)
    if (record.byteAt(entry, i) === BACKSLASH && record.byteAt(entry, i + 1) === LETTER_U) return true;
  return false;
}

/**
 * Whether two strings whose first `at` bytes are alike may go on with the same text in another spelling: JSON writes `é` as
 * itself or as an escape. Only an escape at the place where the bytes part can hide that, so most texts are never decoded.
 */
export function mayBeSpelt(record: RecordView, a: Entry, b: Entry, at: number): boolean {
  if (record.byteAt(a, at) === BACKSLASH || record.byteAt(b, at) === BACKSLASH) return true;
  if (at > 0 && record.byteAt(a, at - 1) === BACKSLASH) return true;
  for (let i = Math.max(0, at - LONG + 1); i < at - 1; i++)
    if (record.byteAt(a, i) === BACKSLASH && record.byteAt(a, i + 1) === LETTER_U) return true;
  return false;
}

/** White space of ASCII. */
export const isBlankUnit = (unit: number): boolean => unit === SPACE || (unit >= 0x09 && unit <= 0x0d);

/** A letter or digit of ASCII, or anything beyond it but general, CJK and full-width punctuation. */
export function isWordUnit(unit: number): boolean {
  const small = unit | 0x20;
  if (unit < 0x80) return (small >= 0x61 && small <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
  if (unit < 0x2000) return true;
  return unit > 0x206f && (unit < 0x3000 || unit > 0x303f) && !isWide(unit);
}

/** Full-width marks before the digits and behind them. */
const isWide = (unit: number): boolean => (unit >= 0xff01 && unit <= 0xff0f) || (unit >= 0xff1a && unit <= 0xff20);

/** Bytes of UTF-8 that a unit takes; half of a pair takes half of four. */
export const utf8Size = (unit: number): number =>
  unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : unit < 0x10000 ? 3 : 4;
