/** Unicode White_Space, the property. */
export function isWhiteSpace(point: number): boolean {
  if (point <= 0x20) return point === 0x20 || (point >= 9 && point <= 13);
  if (point < 0x1680) return point === 0x85 || point === 0xa0;
  return (
    point === 0x1680 ||
    (point >= 0x2000 && point <= 0x200a) ||
    point === 0x2028 ||
    point === 0x2029 ||
    point === 0x202f ||
    point === 0x205f ||
    point === 0x3000
  );
}

/**
 * Bytes (2–4) of the well-formed sequence that starts with the byte ≥ 0x80 at `i` (Unicode, table 3-7);
 * 0 when it is ill-formed, -1 when it is good so far and `end` cuts it.
 */
export function sequenceLength(bytes: Uint8Array, i: number, end: number): number {
  const lead = bytes[i];
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (i + 1 >= end) return -1;
  const second = bytes[i + 1];
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let k = 2; k < length; k++) {
    if (i + k >= end) return -1;
    if ((bytes[i + k] & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** Code point of the well-formed sequence at `i`. */
export function codePointAt(bytes: Uint8Array, i: number): number {
  const b = bytes[i];
  if (b < 0x80) return b;
  if (b < 0xe0) return ((b & 0x1f) << 6) | (bytes[i + 1] & 0x3f);
  if (b < 0xf0) return ((b & 0x0f) << 12) | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f);
  return ((b & 0x07) << 18) | ((bytes[i + 1] & 0x3f) << 12) | ((bytes[i + 2] & 0x3f) << 6) | (bytes[i + 3] & 0x3f);
}

/** Bytes of the well-formed sequence with this lead byte. */
export function widthOf(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Writes a code point at `n` and returns the place after it. */
export function writeCodePoint(out: Uint8Array, n: number, point: number): number {
  if (point < 0x80) {
    out[n] = point;
    return n + 1;
  }
  if (point < 0x800) {
    out[n] = 0xc0 | (point >>> 6);
    out[n + 1] = 0x80 | (point & 0x3f);
    return n + 2;
  }
  if (point < 0x10000) {
    out[n] = 0xe0 | (point >>> 12);
    out[n + 1] = 0x80 | ((point >>> 6) & 0x3f);
    out[n + 2] = 0x80 | (point & 0x3f);
    return n + 3;
  }
  out[n] = 0xf0 | (point >>> 18);
  out[n + 1] = 0x80 | ((point >>> 12) & 0x3f);
  out[n + 2] = 0x80 | ((point >>> 6) & 0x3f);
  out[n + 3] = 0x80 | (point & 0x3f);
  return n + 4;
}
