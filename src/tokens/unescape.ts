const BACKSLASH = 0x5c;
const REPLACEMENT = 0xfffd;
/** A buffer beyond this is not kept for the next string. */
const KEPT = 1 << 20;

/** What a letter behind a backslash stands for; other characters stand for themselves. */
const LETTERS: Readonly<Record<number, number>> = { 0x62: 8, 0x66: 12, 0x6e: 10, 0x72: 13, 0x74: 9 };
const plain = Uint8Array.from({ length: 256 }, (_, byte) => LETTERS[byte] ?? byte);

/** Texts of JSON strings in UTF-8. */
export interface Unescaper {
  /** What `read` wrote; valid until it is asked again. */
  bytes: Uint8Array;
  /** Bytes of the text whose JSON spelling is `from[start, end)`. Half of a surrogate pair is U+FFFD, as the scanner has it. */
  read(from: Uint8Array, start: number, end: number): number;
}

function hexAt(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const byte = bytes[i];
    value = (value << 4) | (byte < 0x40 ? byte & 15 : (byte & 7) + 9);
  }
  return value;
}

/** Whether the unit is the second half of a pair. */
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

export function createUnescaper(): Unescaper {
  const unescaper: Unescaper = { bytes: new Uint8Array(1 << 12), read };

  function read(from: Uint8Array, start: number, end: number): number {
    // No escape is shorter than what it stands for.
    if (unescaper.bytes.length < end - start || unescaper.bytes.length > KEPT)
      unescaper.bytes = new Uint8Array(Math.max(1 << 12, (end - start) * 2));
    const to = unescaper.bytes;
    let n = 0;
    let i = start;
    while (i < end) {
      const byte = from[i];
      if (byte !== BACKSLASH) {
        to[n++] = byte;
        i++;
      } else if (from[i + 1] !== 0x75) {
        to[n++] = plain[from[i + 1]];
        i += 2;
      } else {
        let point = hexAt(from, i + 2);
        i += 6;
        if ((point & 0xf800) === 0xd800) {
          const low = from[i] === BACKSLASH && from[i + 1] === 0x75 && i + 6 <= end ? hexAt(from, i + 2) : 0;
          if (point < 0xdc00 && isLow(low)) {
            point = 0x10000 + ((point & 0x3ff) << 10) + (low & 0x3ff);
            i += 6;
          } else point = REPLACEMENT;
        }
        n = writePoint(to, n, point);
      }
    }
    return n;
  }

  return unescaper;
}

/** Writes a code point at `n`; gives the place behind it. */
function writePoint(to: Uint8Array, n: number, point: number): number {
  if (point < 0x80) {
    to[n] = point;
    return n + 1;
  }
  const width = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  for (let k = width - 1; k > 0; k--) {
    to[n + k] = 0x80 | (point & 0x3f);
    point >>>= 6;
  }
  to[n] = ((0xf00 >> width) & 0xff) | point;
  return n + width;
}
