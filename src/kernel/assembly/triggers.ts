import { keep } from './hash';
import { BUCKETS, LITERALS, NIBBLES } from './layout';

/**
 * Bytes where a literal's rarest pair may end: four tables of halves of a byte and of the one before it, a bit for each of
 * eight buckets. The cost does not depend on the text.
 */
@inline
export function candidates(v: v128, before: v128): v128 {
  const low = i8x16.splat(15);
  return v128.and(
    v128.and(
      i8x16.swizzle(v128.load(NIBBLES), v128.and(before, low)),
      i8x16.swizzle(v128.load(NIBBLES + 16), i8x16.shr_u(before, 4)),
    ),
    v128.and(
      i8x16.swizzle(v128.load(NIBBLES + 32), v128.and(v, low)),
      i8x16.swizzle(v128.load(NIBBLES + 48), i8x16.shr_u(v, 4)),
    ),
  );
}

/** The bits of all literals that occur in `[s, s + n)`. Called for strings with a candidate only. */
export function hitsIn(s: usize, n: usize): u32 {
  let hits: u32 = 0;
  const end = s + n;
  for (let p = s; p < end; p += 16) {
    let c = candidates(v128.load(p), v128.load(p - 1));
    if (p + 16 > end) c = v128.and(c, keep(end - p));
    let m = i8x16.bitmask(i8x16.ne(c, i8x16.splat(0)));
    while (m) {
      const at = p + <usize>ctz(m);
      m &= m - 1;
      hits |= literalsAt(s, end, at, hits);
    }
  }
  return hits;
}

function literalsAt(s: usize, end: usize, at: usize, known: u32): u32 {
  const now: usize = load<u8>(at);
  const before: usize = load<u8>(at - 1);
  let buckets: u32 =
    load<u8>(NIBBLES + (before & 15)) &
    load<u8>(NIBBLES + 16 + (before >> 4)) &
    load<u8>(NIBBLES + 32 + (now & 15)) &
    load<u8>(NIBBLES + 48 + (now >> 4));
  let hits: u32 = 0;
  while (buckets) {
    let literals = load<u64>(BUCKETS + (<usize>ctz(buckets) << 3));
    buckets &= buckets - 1;
    while (literals) {
      const i = ctz(literals);
      literals &= literals - 1;
      const literal = LITERALS + (<usize>i << 6);
      const mask = load<u32>(literal, 60);
      if ((mask & ~(known | hits)) == 0) continue;
      const length: usize = load<u32>(literal);
      const from = at - <usize>load<u32>(literal, 4);
      if (from < s || from + length > end) continue;
      let k: usize = 0;
      while (k < length && load<u8>(from + k) == load<u8>(literal + 8 + k)) k++;
      if (k == length) hits |= mask;
    }
  }
  return hits;
}
