import type { Problem } from '../core/tape.ts';
import { isWhiteSpace, codePointAt, sequenceLength } from './utf8.ts';

/** Why a text is no JSON: `at` is an index into its bytes; `cut` is 1 in the data when the text ended too early. */
export interface Fault {
  readonly code: string;
  readonly at: number;
  readonly data: NonNullable<Problem['data']>;
}

export function fault(at: number, reason: string): Fault {
  return { code: 'invalid-json', at, data: { reason } };
}

/** The text was good as far as it went. */
export function cut(at: number, reason: string): Fault {
  return { code: 'invalid-json', at, data: { reason, cut: 1 } };
}

export function badUtf8(byte: number, at: number): Fault {
  return { code: 'invalid-utf8', at, data: { byte: '0x' + byte.toString(16).toUpperCase().padStart(2, '0') } };
}

/** `U+000A` and the like. */
export function codeName(point: number): string {
  return 'U+' + point.toString(16).toUpperCase().padStart(4, '0');
}

/** First byte at or after `i` that is not JSON white space. */
export function skipSpace(bytes: Uint8Array, i: number, end: number): number {
  while (i < end && (bytes[i] === 0x20 || bytes[i] === 9 || bytes[i] === 10 || bytes[i] === 13)) i++;
  return i;
}

export const isDigit = (b: number): boolean => b >= 0x30 && b <= 0x39;
const isWord = (b: number): boolean =>
  isDigit(b) || ((b | 0x20) >= 0x61 && (b | 0x20) <= 0x7a) || b === 0x5f || b === 0x24;

/** Longest word that is looked at: none of those that mean something is longer. */
const WORD_MOST = 16;

/** The run of ASCII letters, digits, `_` and `$` at `i`; empty when there is none. */
export function wordAt(bytes: Uint8Array, i: number, end: number): string {
  let word = '';
  for (let k = i; k < Math.min(end, i + WORD_MOST) && isWord(bytes[k]); k++) word += String.fromCharCode(bytes[k]);
  return word;
}

/** A byte that no JSON text has at this place, named. */
export function unexpected(bytes: Uint8Array, i: number, end: number): Fault {
  const b = bytes[i];
  if (b >= 0x80) {
    const length = sequenceLength(bytes, i, end);
    if (length === -1) return cut(i, 'cut off inside a character');
    if (length === 0) return badUtf8(b, i);
    const point = codePointAt(bytes, i);
    if (point === 0xfeff) return fault(i, 'a byte order mark inside the file');
    if (point >= 0x2018 && point <= 0x201f) return fault(i, 'typographic quotes: JSON takes "');
    if (isWhiteSpace(point)) return fault(i, `white space that JSON does not know (${codeName(point)})`);
    return fault(i, `unexpected character (${codeName(point)})`);
  }
  if (b === 0) return fault(i, 'a NUL byte');
  if (isWhiteSpace(b)) return fault(i, `white space that JSON does not know (${codeName(b)})`);
  if (b < 0x20 || b === 0x7f) return fault(i, `unexpected control character (${codeName(b)})`);
  if (b === 0x23 || (b === 0x2f && (bytes[i + 1] === 0x2f || bytes[i + 1] === 0x2a)))
    return fault(i, 'a comment: JSON has none');
  if (b === 0x27) return fault(i, 'single quotes: a Python dict was written');
  return fault(i, `unexpected character ${String.fromCharCode(b)}`);
}
