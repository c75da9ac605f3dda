import { LARGEST, Unreadable } from './row-file.ts';

/** JSON being written, as UTF-8 bytes in memory that grows. */
export interface JsonText {
  /** What was written: `bytes[0, length)`. Another array after it grew. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** Forgets what was written. */
  clear(): void;
  /** One ASCII character. */
  sign(code: number): void;
  /** Letters, digits and signs that stand for themselves: ASCII without `"` and `\`. */
  ascii(text: string): void;
  /** Bytes as they are: JSON that was written before. */
  raw(bytes: Uint8Array, from: number, to: number): void;
  /** UTF-8 bytes as a JSON string, with its quotes; what is no UTF-8 stays as it is, for the scanner to report. */
  string(bytes: Uint8Array, from: number, to: number): void;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Letters behind a backslash; 0: by number. */
const SHORT = new Uint8Array(128);
for (const [code, letter] of [
  [8, 'b'],
  [9, 't'],
  [10, 'n'],
  [12, 'f'],
  [13, 'r'],
  [QUOTE, '"'],
  [BACKSLASH, '\\'],
] as const)
  SHORT[code] = letter.charCodeAt(0);
const HEX = '0123456789abcdef';
/** Whether a byte cannot stand for itself in a string. */
const ESCAPED = Uint8Array.from({ length: 256 }, (_, c) => (c < 0x20 || c === QUOTE || c === BACKSLASH ? 1 : 0));
/** Bytes from which copying a run at once is cheaper than byte by byte. */
const RUN = 48;
const FIRST = 1 << 19;

/** Starts with nothing written. Memory is twice the largest row at most. */
export function createJsonText(first: number = FIRST): JsonText {
  let bytes = new Uint8Array(first);
  let length = 0;

  function reserve(more: number): void {
    const needed = length + more;
    if (needed <= bytes.length) return;
    if (needed > LARGEST)
      throw new Unreadable('holds a row of more than 256 MiB', 'No trainer takes such a record: leave it out');
    const grown = new Uint8Array(Math.max(needed, bytes.length * 2));
    grown.set(bytes.subarray(0, length));
    bytes = grown;
  }

  function raw(from: Uint8Array, start: number, end: number): void {
    reserve(end - start);
    if (end - start < RUN) for (let i = start; i < end; i++) bytes[length++] = from[i];
    else {
      bytes.set(from.subarray(start, end), length);
      length += end - start;
    }
  }

  function escape(code: number): void {
    reserve(6);
    bytes[length++] = BACKSLASH;
    if (SHORT[code] !== 0) bytes[length++] = SHORT[code];
    else for (const sign of `u00${HEX[code >> 4]}${HEX[code & 15]}`) bytes[length++] = sign.charCodeAt(0);
  }

  return {
    get bytes() {
      return bytes;
    },
    get length() {
      return length;
    },
    clear() {
      length = 0;
      if (bytes.length > first * 8) bytes = new Uint8Array(first);
    },
    sign(code) {
      reserve(1);
      bytes[length++] = code;
    },
    ascii(text) {
      reserve(text.length);
      for (let i = 0; i < text.length; i++) bytes[length++] = text.charCodeAt(i);
    },
    raw,
    string(from, start, end) {
      reserve(end - start + 2);
      bytes[length++] = QUOTE;
      for (let at = start; at < end;) {
        let plain = at;
        while (plain < end && ESCAPED[from[plain]] === 0) plain++;
        raw(from, at, plain);
        if (plain < end) escape(from[plain++]);
        at = plain;
      }
      reserve(1);
      bytes[length++] = QUOTE;
    },
  };
}
