import { MASKS } from './layout';

export const P1: u64 = 0x9e3779b185ebca87;
export const P2: u64 = 0xc2b2ae3d27d4eb4f;
export const P3: u64 = 0x165667b19e3779f9;

@inline
export function keep(n: usize): v128 {
  return v128.load(MASKS + 16 - n);
}

@inline
export function laneA(a: u64, block: u64): u64 {
  return rotl<u64>(a ^ block, 29) * P1;
}

@inline
export function laneB(b: u64, block: u64): u64 {
  return rotl<u64>(b ^ block, 31) * P2;
}

/** The two lanes and the length as one hash: `hashBytes` of core/hash.ts, which says why. */
export function seal(a: u64, b: u64, length: usize): u64 {
  let h = (a + rotl<u64>(b, 32) * P3) ^ (<u64>length * P1);
  h ^= h >> 33;
  h *= P2;
  h ^= h >> 29;
  h *= P3;
  return h ^ (h >> 32);
}

export function hashBytes(start: usize, length: usize): u64 {
  let a = P1;
  let b = P2;
  const end = start + length;
  for (let p = start; p < end; p += 16) {
    let v = v128.load(p);
    if (p + 16 > end) v = v128.and(v, keep(end - p));
    a = laneA(a, i64x2.extract_lane(v, 0));
    b = laneB(b, i64x2.extract_lane(v, 1));
  }
  return seal(a, b, length);
}

/** Final avalanche of Murmur3, as in core/hash.ts. */
@inline
export function finish32(x: u32): u32 {
  let h = x ^ (x >> 16);
  h *= 0x85ebca6b;
  h ^= h >> 13;
  h *= 0xc2b2ae35;
  return h ^ (h >> 16);
}

@inline
export function mixLo(k: u32, v: u32): u32 {
  return finish32((k * 0x9e3779b1) ^ v);
}

@inline
export function mixHi(k: u32, v: u32, lo: u32): u32 {
  return finish32((k * 0x85ebca77) ^ v ^ lo);
}
