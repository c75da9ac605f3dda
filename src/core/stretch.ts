import type { Entry } from './record.ts';
import { Flag, type Tape } from './tape.ts';
import { utf8Size } from './units.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const BACKSLASH = 0x5c;
/** Longest escape: half of a surrogate pair is six bytes, a whole one twelve. */
const ESCAPE_MOST = 12;

/** The last place at or before `at` (an index of the tape's bytes) where no character and no escape of the entry's text is cut in two. */
function wholeBefore(tape: Tape, entry: Entry, at: number): number {
  const { bytes, start, flags } = tape;
  const from = start[entry];
  let cut = at;
  while (cut > from && (bytes[cut] & 0xc0) === 0x80) cut--;
  if ((flags[entry] & Flag.escaped) === 0) return cut;
  for (let i = Math.max(from, cut - ESCAPE_MOST); i < cut; i++) {
    if (bytes[i] !== BACKSLASH || !opensEscape(bytes, from, i)) continue;
    const end = endOfEscape(bytes, i);
    if (end > cut) return i;
    i = end - 1;
  }
  return cut;
}

/** A backslash with an even number of backslashes before it begins an escape. */
function opensEscape(bytes: Uint8Array, from: number, at: number): boolean {
  let before = at;
  while (before > from && bytes[before - 1] === BACKSLASH) before--;
  return (at - before) % 2 === 0;
}

/** Behind the escape at `i`; an escaped surrogate pair is one. */
function endOfEscape(bytes: Uint8Array, i: number): number {
  if (bytes[i + 1] !== 0x75) return i + 2;
  const high = (bytes[i + 2] | 0x20) === 0x64 && /[89ab]/i.test(String.fromCharCode(bytes[i + 3]));
  return high && bytes[i + 6] === BACKSLASH && bytes[i + 7] === 0x75 ? i + 12 : i + 6;
}

/** The text of an entry as the scanner decodes it: half of a surrogate pair is U+FFFD. */
export const wholeText = (tape: Tape, entry: Entry): string =>
  stretch(tape, entry, tape.start[entry], tape.end[entry]).toWellFormed();

/** The text of the entry's bytes `[from, to)`, which cut nothing in two. */
function stretch({ bytes, flags }: Tape, entry: Entry, from: number, to: number): string {
  const written = decoder.decode(bytes.subarray(from, to));
  if ((flags[entry] & Flag.escaped) === 0) return written;
  return JSON.parse(`"${written}"`) as string;
}

/** Bytes of the file that a byte of UTF-8 takes in most texts with escapes (`中` as `\u4e2d`, a line feed), and at most (`'` as `\u0027`). */
const [SPELT_MOSTLY, SPELT_MOST] = [2, 6];

/** The beginning of an entry's text that `bytes` bytes of UTF-8 hold: the same however it is spelt. */
export function headOf(tape: Tape, entry: Entry, bytes: number): string {
  const { start, end, flags } = tape;
  const from = start[entry];
  if ((flags[entry] & Flag.escaped) === 0) return stretch(tape, entry, from, wholeBefore(tape, entry, from + bytes));
  const upTo = (reach: number): string => {
    const to = Math.min(end[entry], from + reach);
    return stretch(tape, entry, from, to === end[entry] ? to : wholeBefore(tape, entry, to));
  };
  const most = upTo(bytes * SPELT_MOSTLY);
  const cut = cutAfter(most, bytes);
  if (cut < most.length) return most.slice(0, cut);
  const all = upTo(bytes * SPELT_MOST);
  return all.slice(0, cutAfter(all, bytes));
}

/** The end of an entry's text that holds its last `bytes` bytes of UTF-8. */
export function tailOf(tape: Tape, entry: Entry, bytes: number): string {
  const { start, end, flags } = tape;
  const to = end[entry];
  if ((flags[entry] & Flag.escaped) === 0) return stretch(tape, entry, wholeBefore(tape, entry, to - bytes), to);
  const back = (reach: number): string =>
    stretch(tape, entry, wholeBefore(tape, entry, Math.max(start[entry], to - reach)), to);
  const most = back(bytes * SPELT_MOSTLY);
  const cut = cutBefore(most, bytes);
  if (cut > 0) return most.slice(cut);
  const all = back(bytes * SPELT_MOST);
  return all.slice(cutBefore(all, bytes));
}

/** Code units of a text that fit into its first `bytes` bytes of UTF-8. */
function cutAfter(text: string, bytes: number): number {
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    size += utf8Size(text.charCodeAt(i));
    if (size > bytes) return isLow(text, i) ? i - 1 : i;
  }
  return text.length;
}

/** The code unit with which a text's last `bytes` bytes of UTF-8 begin. */
function cutBefore(text: string, bytes: number): number {
  let size = 0;
  let at = text.length;
  while (at > 0 && size < bytes) size += utf8Size(text.charCodeAt(--at));
  return isLow(text, at) ? at - 1 : at;
}

/** The second half of a pair. */
const isLow = (text: string, i: number): boolean => (text.charCodeAt(i) & 0xfc00) === 0xdc00;
