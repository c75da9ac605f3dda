import type { Entry } from './record.ts';
import { Flag, type Tape } from './tape.ts';

const decoder = new TextDecoder();
const BACKSLASH = 0x5c;
/** Longest escape: half of a surrogate pair is six bytes, a whole one twelve. */
const ESCAPE_MOST = 12;

/** The last place at or before `at` (an index of the tape's bytes) where no character and no escape of the entry's text is cut in two. */
export function wholeBefore(tape: Tape, entry: Entry, at: number): number {
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

/** The text of the entry's bytes `[from, to)`, which cut nothing in two. */
export function stretch({ bytes, flags }: Tape, entry: Entry, from: number, to: number): string {
  const written = decoder.decode(bytes.subarray(from, to));
  if ((flags[entry] & Flag.escaped) === 0) return written;
  return JSON.parse(`"${written}"`) as string;
}
