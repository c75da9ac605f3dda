import { BACKSLASH, ESCAPED, hex4, QUOTE } from './byte-class.ts';
import { badUtf8, codeName, cut, fault } from './fault-words.ts';
import type { Fault } from './fault-words.ts';
import { sequenceLength } from './utf8.ts';

/** Index after the closing quote of the string whose text starts at `from`, or what is wrong with it. */
export function readString(bytes: Uint8Array, from: number, end: number): number | Fault {
  let i = from;
  while (i < end) {
    const b = bytes[i];
    if (b === QUOTE) return i + 1;
    if (b < 0x20) return fault(i, rawControl(b));
    if (b >= 0x80) {
      const length = sequenceLength(bytes, i, end);
      if (length === 0) return badUtf8(b, i);
      if (length === -1) break;
      i += length;
    } else if (b === BACKSLASH) {
      const length = escapeLength(bytes, i, end);
      if (length === 0)
        return fault(i, bytes[i + 1] === 0x75 ? 'bad escape: \\u takes four hexadecimal digits' : 'bad escape');
      if (length === -1) break;
      i += length;
    } else i++;
  }
  return cut(end, 'cut off in a string');
}

function rawControl(b: number): string {
  if (b === 10 || b === 13) return 'a raw line break in a string';
  return b === 9 ? 'a raw tab in a string' : `a raw control character in a string (${codeName(b)})`;
}

/** Bytes of the escape at `i`; 0 when it is none, -1 when `end` cuts it. */
function escapeLength(bytes: Uint8Array, i: number, end: number): number {
  if (i + 1 >= end) return -1;
  if (ESCAPED[bytes[i + 1]] !== 0) return 2;
  if (bytes[i + 1] !== 0x75) return 0;
  const digits = Uint8Array.of(0x30, 0x30, 0x30, 0x30);
  digits.set(bytes.subarray(i + 2, Math.min(end, i + 6)));
  if (hex4(digits, 0) < 0) return 0;
  return i + 6 > end ? -1 : 6;
}
