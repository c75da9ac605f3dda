/**
 * 64-bit hashes as two unsigned 32-bit lanes: BigInt costs more than the hash itself. The hash of bytes is made for 16 bytes
 * at a time in two 64-bit lanes, as a machine with 64-bit multiplication likes it; here it is spelt out in 32-bit steps.
 * Multipliers are the 64-bit primes of xxHash (Y. Collet, BSD-2-Clause).
 */

/** Bound once: as a global it is looked up for every byte where a program runs in a context of its own. */
const { imul } = Math;

const P1_LO = 0x85ebca87;
const P1_HI = 0x9e3779b1;
const P2_LO = 0x27d4eb4f;
const P2_HI = 0xc2b2ae3d;
const P3_LO = 0x9e3779f9;
const P3_HI = 0x165667b1;

const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

/** Final avalanche of Murmur3 (A. Appleby, public domain). */
export function finish32(h: number): number {
  h ^= h >>> 16;
  h = imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A pair of lanes that functions write their answer to, so that no call allocates. */
export interface Lanes {
  lo: number;
  hi: number;
}

/** High word of the last `times`. */
let high = 0;

/** Low word of the 64-bit product `(lo, hi) * (byLo, byHi)`; the high one goes to `high`. */
function times(lo: number, hi: number, byLo: number, byHi: number): number {
  const a = lo & 0xffff;
  const b = lo >>> 16;
  const c = byLo & 0xffff;
  const d = byLo >>> 16;
  const outer = imul(a, d);
  const inner = imul(b, c);
  const middle = (imul(a, c) >>> 16) + (outer & 0xffff) + (inner & 0xffff);
  high = (imul(b, d) + (outer >>> 16) + (inner >>> 16) + (middle >>> 16) + (imul(lo, byHi) + imul(hi, byLo))) | 0;
  return imul(lo, byLo);
}

/** The four bytes at `i`, zeros from `end` on. */
function word(bytes: Uint8Array, i: number, end: number): number {
  if (i + 4 <= end) return bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
  let k = 0;
  for (let shift = 0; i < end; i++, shift += 8) k |= bytes[i] << shift;
  return k;
}

/**
 * Hash of `bytes[start, end)` into `out`. Each block of 16 bytes (the last one filled with zeros) goes into two lanes,
 * `rotl(lane ^ block, 29 or 31) * prime`; lanes and length are mixed at the end, so that it can run along with a scan.
 */
export function hashBytes(bytes: Uint8Array, start: number, end: number, out: Lanes): void {
  let aLo = P1_LO | 0;
  let aHi = P1_HI | 0;
  let bLo = P2_LO | 0;
  let bHi = P2_HI | 0;
  for (let i = start; i < end; i += 16) {
    let lo = aLo ^ word(bytes, i, end);
    let hi = aHi ^ word(bytes, i + 4, end);
    aLo = times((lo << 29) | (hi >>> 3), (hi << 29) | (lo >>> 3), P1_LO, P1_HI);
    aHi = high;
    lo = bLo ^ word(bytes, i + 8, end);
    hi = bHi ^ word(bytes, i + 12, end);
    bLo = times((lo << 31) | (hi >>> 1), (hi << 31) | (lo >>> 1), P2_LO, P2_HI);
    bHi = high;
  }
  // (a + rotl(b, 32) * P3) ^ (length * P1)
  let lo = times(bHi, bLo, P3_LO, P3_HI);
  let hi = high + aHi + ((lo >>> 0) + (aLo >>> 0) > 0xffffffff ? 1 : 0);
  lo = (lo + aLo) ^ times(end - start, 0, P1_LO, P1_HI);
  hi ^= high;
  lo ^= hi >>> 1;
  lo = times(lo, hi, P2_LO, P2_HI);
  hi = high;
  lo ^= (lo >>> 29) | (hi << 3);
  hi ^= hi >>> 29;
  lo = times(lo, hi, P3_LO, P3_HI);
  out.hi = high >>> 0;
  out.lo = (lo ^ high) >>> 0;
}

/** Mixes `(lo, hi)` into `out`, order-dependent: the hash of a sequence of hashes. */
export function mix(out: Lanes, lo: number, hi: number): void {
  const a = finish32(imul(out.lo ^ lo, C1) ^ (out.hi >>> 7));
  const b = finish32(imul(out.hi ^ hi, C2) ^ a);
  out.lo = (a + imul(b, 0x9e3779b1)) >>> 0;
  out.hi = b;
}

const encoder = new TextEncoder();

/** Hash of a string's UTF-8 bytes: for key names and test literals, not for records. */
export function hashText(text: string): Lanes {
  const bytes = encoder.encode(text);
  const out = { lo: 0, hi: 0 };
  hashBytes(bytes, 0, bytes.length, out);
  return out;
}

/** Sixteen hexadecimal digits: the form in which a hash is a key of a Map or of a state. */
export function hex(lo: number, hi: number): string {
  return (hi >>> 0).toString(16).padStart(8, '0') + (lo >>> 0).toString(16).padStart(8, '0');
}

/** The one text normalisation of ftlint: NFKC, lower case, White_Space runs to one space, trimmed. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/^ | $/g, '');
}
