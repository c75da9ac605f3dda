import { keep } from './hash';
import { META, NORMAL, NORMAL_MOST, SLOTS } from './layout';
import { ALIAS, CHANGED, composed, indexOf, JOINS, MARK, PLAIN, pointOf, SECOND, SIGMA, smallSigma, SPACE } from './points';

/** What `normalise` answers. */
export const DONE: i32 = 0;
/** Bad UTF-8, or text whose normal form only the host can tell. */
export const HOST: i32 = 1;
/** A code point of a block that the host has not written yet: `unknown`. */
export const LEARN: i32 = 2;
/** The text begins with something that may join with what stands before it. */
export const BACK: i32 = 3;

/** Where the room for a normal form ends, but for a block. */
const FULL: usize = NORMAL + NORMAL_MOST - 16;

export let unknown: u32 = 0;
/** Bytes of the normal form at NORMAL. */
export let normalLength: usize = 0;
/** Code points of the text. */
export let points: u32 = 0;

@inline
function lower(v: v128): v128 {
  // A to Z, moved to the bottom of the signed range.
  const capital = i8x16.lt_s(i8x16.sub(v, i8x16.splat(<i8>193)), i8x16.splat(-102));
  return v128.or(v, v128.and(capital, i8x16.splat(0x20)));
}
export { lower };

/** 9 to 13 and the space. */
@inline
function spaces(v: v128): v128 {
  return v128.or(
    i8x16.lt_s(i8x16.sub(v, i8x16.splat(<i8>137)), i8x16.splat(-123)),
    i8x16.eq(v, i8x16.splat(0x20)),
  );
}

/**
 * Writes the normal form (core's `normalise`) of the UTF-8 in `[s, s + n)` to NORMAL, checking the UTF-8 and counting code
 * points on the way. `joined`: a space or nothing stands before the text; `inner`: something does.
 */
export function normalise(s: usize, n: usize, joined: bool, inner: bool): i32 {
  const end = s + n;
  let p = s;
  let o = NORMAL;
  let carry: i32 = joined ? 1 : 0;
  let count: u32 = 0;
  const space = i8x16.splat(0x20);
  while (p < end) {
    if (o > FULL) return HOST;
    let v = v128.load(p);
    if (p + 16 > end) {
      const mask = keep(end - p);
      v = v128.or(v128.and(v, mask), v128.andnot(i8x16.splat(-128), mask));
    }
    const high = i8x16.bitmask(v);
    const k: i32 = high ? ctz(high) : 16;
    if (k) {
      const gaps = spaces(v);
      const m = i8x16.bitmask(gaps) & ((1 << k) - 1);
      v128.store(o, v128.bitselect(space, lower(v), gaps));
      const drop = m & ((m << 1) | carry);
      if (drop == 0) {
        carry = (m >> (k - 1)) & 1;
        o += k;
        p += k;
        count += k;
      } else {
        // A run of white space goes at once.
        const j = ctz(drop);
        const run = ctz(~(m >> j));
        o += j;
        p += j + run;
        count += j + run;
        carry = 1;
        continue;
      }
      if (k == 16) continue;
    }
    // What a mark may join with: the code point as it was written, and where its form begins.
    let starter: u32 = p > s ? load<u8>(p - 1) : inner ? 0xffffffff : 0;
    let starterAt = o - 1;
    let last: u32 = 0;
    let pending = false;
    while (p < end) {
      const c: u32 = load<u8>(p);
      if (c < 0x80) break;
      if (o > FULL) return HOST;
      const w = load<u32>(p);
      let point: u32;
      let length: usize;
      if (c < 0xe0) {
        if (c < 0xc2 || p + 2 > end || (w & 0xc000) != 0x8000) return HOST;
        point = ((c & 31) << 6) | ((w >> 8) & 63);
        length = 2;
      } else if (c < 0xf0) {
        if (p + 3 > end || (w & 0xc0c000) != 0x808000) return HOST;
        point = ((c & 15) << 12) | (((w >> 8) & 63) << 6) | ((w >> 16) & 63);
        if (point < 0x800 || point - 0xd800 < 0x800) return HOST;
        length = 3;
      } else {
        if (c > 0xf4 || p + 4 > end || (w & 0xc0c0c000) != 0x80808000) return HOST;
        point = ((c & 7) << 18) | (((w >> 8) & 63) << 12) | (((w >> 16) & 63) << 6) | ((w >> 24) & 63);
        if (point < 0x10000 || point > 0x10ffff) return HOST;
        length = 4;
      }
      let i = indexOf(point);
      if (i == 0) {
        unknown = point;
        return LEARN;
      }
      count++;
      p += length;
      let meta: u32 = load<u16>(META + (i << 1));
      let kind = meta & 15;
      if (meta & ALIAS) point = pointOf(load<u64>(SLOTS + (i << 3)));
      if (kind == PLAIN || kind == CHANGED) {
        const form = load<u64>(SLOTS + (i << 3));
        store<u64>(o, form);
        starter = kind == PLAIN ? point : 0xfffffffe;
        starterAt = o;
        last = meta >> 8;
        pending = false;
        o += <usize>(form >> 56);
        carry = 0;
        continue;
      }
      if (kind == SPACE) {
        if (!carry) store<u8>(o++, 0x20);
        carry = 1;
        starter = 0;
        last = 0;
        pending = false;
        continue;
      }
      if (kind == SIGMA) {
        const small = smallSigma(s, p - 2, end, inner);
        if (small == 0) return HOST;
        store<u16>(o, small);
        starter = point;
        starterAt = o;
        last = 0;
        pending = false;
        o += 2;
        carry = 0;
        continue;
      }
      if (kind != MARK && kind != SECOND) return HOST;
      const rank = meta >> 8;
      if (starter == 0xffffffff) return BACK;
      if (kind == MARK && rank < last) return HOST;
      // A mark of the same class in between, or any before a second starter, keeps the two apart.
      if (!pending || (kind == MARK && rank > last)) {
        if (starter == 0xfffffffe) {
          if (meta & JOINS) return HOST;
        } else {
          const whole = composed(starter, point);
          if (whole != 0) {
            if (pending) return HOST;
            i = indexOf(whole);
            if (i == 0) {
              unknown = whole;
              return LEARN;
            }
            meta = load<u16>(META + (i << 1));
            if ((meta & 15) != PLAIN) return HOST;
            const form = load<u64>(SLOTS + (i << 3));
            store<u64>(starterAt, form);
            o = starterAt + <usize>(form >> 56);
            starter = whole;
            last = meta >> 8;
            continue;
          }
        }
      }
      const form = load<u64>(SLOTS + (i << 3));
      store<u64>(o, form);
      if (kind == MARK) {
        last = rank;
        pending = true;
      } else {
        starter = point;
        starterAt = o;
        last = 0;
        pending = false;
      }
      o += <usize>(form >> 56);
      carry = 0;
    }
  }
  if (carry && o > NORMAL) o--;
  normalLength = o - NORMAL;
  points = count;
  return DONE;
}
