/**
 * 64-bit hashes as two unsigned 32-bit lanes: BigInt costs more than the hash itself.
 * Both lanes are Murmur3 (A. Appleby, public domain) x86_32 with different seeds, over UTF-8 bytes.
 */

/** Bound once: as a global it is looked up for every byte where a program runs in a context of its own. */
const { imul } = Math;

const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;
export const SEED_LO = 0x9747b28c;
export const SEED_HI = 0x3c6ef372;

/** Final avalanche of Murmur3. */
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

/** Hash of `bytes[start, end)` into `out`. */
export function hashBytes(bytes: Uint8Array, start: number, end: number, out: Lanes): void {
  let lo = SEED_LO;
  let hi = SEED_HI;
  let i = start;
  const blocks = start + ((end - start) & ~3);
  for (; i < blocks; i += 4) {
    const k = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    let m = imul(k, C1);
    m = imul((m << 15) | (m >>> 17), C2);
    lo ^= m;
    lo = (imul((lo << 13) | (lo >>> 19), 5) + 0xe6546b64) | 0;
    m = imul(k, C2);
    m = imul((m << 16) | (m >>> 16), C1);
    hi ^= m;
    hi = (imul((hi << 17) | (hi >>> 15), 5) + 0x561ccd1b) | 0;
  }
  if (i < end) {
    let k = 0;
    for (let shift = 0; i < end; i++, shift += 8) k |= bytes[i] << shift;
    let m = imul(k, C1);
    m = imul((m << 15) | (m >>> 17), C2);
    lo ^= m;
    m = imul(k, C2);
    m = imul((m << 16) | (m >>> 16), C1);
    hi ^= m;
  }
  const length = end - start;
  out.lo = finish32(lo ^ length);
  out.hi = finish32(hi ^ length ^ lo);
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
