import { META, PAIRS, PAIR_SLOTS, STAGE1 } from './layout';

/** Kinds of code points, as the host writes them into META. */
export const PLAIN: u32 = 1;
export const SPACE: u32 = 2;
/** Combining class above 0. */
export const MARK: u32 = 3;
/** Combining class 0, but may join with a starter before it. */
export const SECOND: u32 = 4;
/** Its own normal form is longer or other than itself: what it joins with is not in PAIRS. */
export const CHANGED: u32 = 5;
/** Capital sigma: its small form depends on its neighbours. */
export const SIGMA: u32 = 6;
/** Bits of META: it may join with what stands before it; it is as if the code point of its form stood there. */
export const JOINS: u32 = 16;
export const ALIAS: u32 = 32;

/** What two code points compose to; 0: nothing. */
export function composed(first: u32, second: u32): u32 {
  if (first - 0x1100 < 19 && second - 0x1161 < 21) return 0xac00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28;
  if (first - 0xac00 < 11172 && (first - 0xac00) % 28 == 0 && second - 0x11a8 < 27) return first + (second - 0x11a7);
  let i = ((first * 0x9e3779b1) ^ (second * 0x85ebca77)) >> 20;
  for (;;) {
    const slot = PAIRS + <usize>i * 12;
    const f = load<u32>(slot);
    if (f == 0) return 0;
    if (f == first && load<u32>(slot, 4) == second) return load<u32>(slot, 8);
    i = (i + 1) & (PAIR_SLOTS - 1);
  }
  return 0;
}

export function addPair(first: u32, second: u32, to: u32): void {
  let i = ((first * 0x9e3779b1) ^ (second * 0x85ebca77)) >> 20;
  for (;;) {
    const slot = PAIRS + <usize>i * 12;
    if (load<u32>(slot) == 0) {
      store<u32>(slot, first);
      store<u32>(slot, second, 4);
      store<u32>(slot, to, 8);
      return;
    }
    i = (i + 1) & (PAIR_SLOTS - 1);
  }
}

@inline
export function indexOf(point: u32): usize {
  const block: usize = load<u16>(STAGE1 + (<usize>(point >> 6) << 1));
  return block == 0 ? 0 : (block << 6) + (point & 63);
}

/** Whether the code point at `p` is White_Space; its block is known. */
export function isSpaceAt(p: usize): bool {
  const c: u32 = load<u8>(p);
  if (c < 0x80) return c == 0x20 || c - 9 < 5;
  let point: u32;
  if (c < 0xe0) point = ((c & 31) << 6) | (load<u8>(p, 1) & 63);
  else if (c < 0xf0) point = ((c & 15) << 12) | ((load<u8>(p, 1) & 63) << 6) | (load<u8>(p, 2) & 63);
  else return false;
  const i = indexOf(point);
  return (load<u16>(META + (i << 1)) & 15) == SPACE;
}

/** The code point of a form that has one. */
export function pointOf(form: u64): u32 {
  const w = <u32>form;
  const c = w & 0xff;
  if (c < 0x80) return c;
  if (c < 0xe0) return ((c & 31) << 6) | ((w >> 8) & 63);
  if (c < 0xf0) return ((c & 15) << 12) | (((w >> 8) & 63) << 6) | ((w >> 16) & 63);
  return ((c & 7) << 18) | (((w >> 8) & 63) << 12) | (((w >> 16) & 63) << 6) | ((w >> 24) & 63);
}

/** A Greek letter in the two bytes of `pair`; the middle dot and the marks among them are none. */
function isGreek(pair: u32): bool {
  if ((pair & 0xc0e0) != 0x80c0) return false;
  const point = ((pair & 31) << 6) | ((pair >> 8) & 63);
  return point >= 0x388 && point <= 0x3ce && point != 0x38b && point != 0x38d && point != 0x3a2;
}

/**
 * UTF-8 of the small form of the capital sigma at `p`, as two bytes: at the end of a word (Unicode, Final_Sigma) another one.
 * 0: the neighbours are neither Greek letters nor plain ends of words.
 */
export function smallSigma(s: usize, p: usize, end: usize, inner: bool): u32 {
  const next = p + 2;
  if (next + 2 <= end && isGreek(load<u16>(next))) return 0x83cf;
  // Behind it: nothing, white space, a digit, or one of !"(),;? that no word contains.
  const c: u32 = next < end ? load<u8>(next) : 0x20;
  if (c != 0x20 && c - 9 >= 5 && c - 48 >= 10 && c != 0x21 && c != 0x22 && c != 0x28 && c != 0x29 && c != 0x2c && c != 0x3b && c != 0x3f)
    return 0;
  if (p == s) return inner ? 0 : 0x83cf;
  if (p >= s + 2 && isGreek(load<u16>(p - 2))) return 0x82cf;
  const b: u32 = load<u8>(p - 1);
  return b == 0x20 || b - 9 < 5 ? 0x83cf : 0;
}
