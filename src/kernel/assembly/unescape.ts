import { SCRATCH } from './layout';

/** Bytes of the text that was unescaped last, and whether a byte above 0x7F stood in what it was written as. */
export let unescaped: usize = 0;
export let sawHigh: bool = false;

/** What ends the plain part of a string: a quote, a backslash, a control character. */
@inline
export function stops(v: v128): v128 {
  return v128.or(
    v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x5c))),
    i8x16.lt_u(v, i8x16.splat(0x20)),
  );
}

function hex4(p: usize): i32 {
  let value: i32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const digit: i32 = load<u8>(p + i);
    const letter = digit | 32;
    if (digit >= 48 && digit <= 57) value = (value << 4) | (digit - 48);
    else if (letter >= 97 && letter <= 102) value = (value << 4) | (letter - 87);
    else return -1;
  }
  return value;
}

/**
 * Writes the text that starts at `s` without its escapes to SCRATCH; the first of them stands at `first`. Answers the address
 * of the closing quote; 0: a fault, or a record for the host.
 */
export function unescape(s: usize, first: usize, end: usize): usize {
  sawHigh = false;
  // In blocks: a call to copy memory costs more than most texts are long.
  for (let q = s, to = SCRATCH; q < first; q += 16, to += 16) v128.store(to, v128.load(q));
  let o = SCRATCH + (first - s);
  let p = first;
  for (;;) {
    const letter = load<u8>(p, 1);
    p += 2;
    if (letter == 0x6e) store<u8>(o++, 10);
    else if (letter == 0x22 || letter == 0x5c || letter == 0x2f) store<u8>(o++, letter);
    else if (letter == 0x75) {
      let point = hex4(p);
      // Control characters and halves of pairs are findings: the host's.
      if (point < 0x20 && point != 9 && point != 10 && point != 13) return 0;
      p += 4;
      if (point >= 0xd800 && point < 0xe000) {
        if (point >= 0xdc00 || load<u16>(p) != 0x755c) return 0;
        const low = hex4(p + 2);
        if (low < 0xdc00 || low >= 0xe000) return 0;
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        p += 6;
      }
      o = writePoint(o, point);
    } else if (letter == 0x74) store<u8>(o++, 9);
    else if (letter == 0x72) store<u8>(o++, 13);
    else return 0;
    // Escapes come in runs; else on to the next one, a block at a time.
    while (load<u8>(p) != 0x5c) {
      const v = v128.load(p);
      v128.store(o, v);
      const m = i8x16.bitmask(stops(v));
      const k = m ? ctz(m) : 16;
      if (i8x16.bitmask(v) & ((1 << k) - 1)) sawHigh = true;
      p += k;
      o += k;
      if (p > end) return 0;
      if (m == 0) continue;
      const byte = load<u8>(p);
      if (byte == 0x5c) break;
      if (byte != 0x22) return 0;
      unescaped = o - SCRATCH;
      return p;
    }
  }
  return 0;
}

@inline
function writePoint(o: usize, point: i32): usize {
  if (point < 0x80) {
    store<u8>(o, point);
    return o + 1;
  }
  if (point < 0x800) {
    store<u8>(o, 0xc0 | (point >> 6));
    store<u8>(o, 0x80 | (point & 63), 1);
    return o + 2;
  }
  if (point < 0x10000) {
    store<u8>(o, 0xe0 | (point >> 12));
    store<u8>(o, 0x80 | ((point >> 6) & 63), 1);
    store<u8>(o, 0x80 | (point & 63), 2);
    return o + 3;
  }
  store<u8>(o, 0xf0 | (point >> 18));
  store<u8>(o, 0x80 | ((point >> 12) & 63), 1);
  store<u8>(o, 0x80 | ((point >> 6) & 63), 2);
  store<u8>(o, 0x80 | (point & 63), 3);
  return o + 4;
}
