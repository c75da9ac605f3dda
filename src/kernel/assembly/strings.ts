import { hasControl } from './controls';
import { hashBytes, keep, laneA, laneB, P1, P2, seal } from './hash';
import { NORMAL, SCRATCH } from './layout';
import { BACK, DONE, lower, normalise, normalLength, points } from './normal';
import { isSpaceAt } from './points';
import { candidates, hitsIn } from './triggers';
import { sawHigh, stops, unescape, unescaped } from './unescape';

/** Bits of the tape's flags. */
const ESCAPED: u32 = 1;
const NON_ASCII: u32 = 2;
const BLANK: u32 = 4;
const EDGE_SPACE: u32 = 32;

/** The string that was read last. */
export let hash: u64 = 0;
export let norm: u64 = 0;
export let flags: u32 = 0;
export let codePoints: u32 = 0;
export let hits: u32 = 0;
/** Why the last call answered 0: one of normal.ts. */
export let why: i32 = 0;

export function forgetWhy(): void {
  why = DONE;
}

/** The text without escapes: where it stands, in the input or in SCRATCH, and its bytes. */
let text: usize = 0;
let size: usize = 0;
/** Lanes of both hashes after the plain bytes that were hashed. */
let a: u64 = 0;
let b: u64 = 0;
let c: u64 = 0;
let d: u64 = 0;
let high: bool = false;
let hit: bool = false;

@inline
function isSpace(byte: u32): bool {
  return byte == 0x20 || byte - 9 < 5;
}

/**
 * Reads the string whose text starts at `s` and answers the address of its closing quote; 0: the host must read it.
 * The first loop ends at all that is not plain: most strings are finished by it, and nothing is copied.
 */
export function readString(s: usize, end: usize): usize {
  let la = P1;
  let lb = P2;
  let lc = P1;
  let ld = P2;
  let p = s;
  let found = i8x16.splat(0);
  const space = i8x16.splat(0x20);
  for (;;) {
    const v = v128.load(p);
    const before = v128.load(p - 1);
    const w = lower(v);
    const m = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x5c))),
        // Control characters and everything above 0x7F in one comparison.
        v128.or(i8x16.lt_s(v, space), v128.and(i8x16.eq(v, space), i8x16.eq(before, space))),
      ),
    );
    if (m == 0) {
      la = laneA(la, i64x2.extract_lane(v, 0));
      lb = laneB(lb, i64x2.extract_lane(v, 1));
      lc = laneA(lc, i64x2.extract_lane(w, 0));
      ld = laneB(ld, i64x2.extract_lane(w, 1));
      found = v128.or(found, candidates(v, before));
      p += 16;
      if (p > end) return fault();
      continue;
    }
    const k = <usize>ctz(m);
    const e = p + k;
    if (load<u8>(e) == 0x22) {
      const n = e - s;
      if (k) {
        const mask = keep(k);
        const x = v128.and(v, mask);
        const y = v128.and(w, mask);
        la = laneA(la, i64x2.extract_lane(x, 0));
        lb = laneB(lb, i64x2.extract_lane(x, 1));
        lc = laneA(lc, i64x2.extract_lane(y, 0));
        ld = laneB(ld, i64x2.extract_lane(y, 1));
        found = v128.or(found, v128.and(candidates(v, before), mask));
      }
      hash = seal(la, lb, n);
      norm = seal(lc, ld, n);
      codePoints = <u32>n;
      flags = n == 0 ? BLANK : 0;
      hits = v128.any_true(found) ? hitsIn(s, n) : 0;
      if (n != 0 && (load<u8>(s) == 0x20 || load<u8>(e - 1) == 0x20)) {
        flags = EDGE_SPACE;
        why = normalise(s, n, true, false);
        if (why != DONE) return 0;
        norm = hashBytes(NORMAL, normalLength);
        if (normalLength == 0) flags |= BLANK;
      }
      return e;
    }
    a = la;
    b = lb;
    c = lc;
    d = ld;
    hit = v128.any_true(found);
    return readOdd(s, p, end);
  }
  return 0;
}

function fault(): usize {
  why = DONE;
  return 0;
}

/** Hashes the decoded cell of `n` bytes at `s`; false: the host must read it. */
export function readCell(s: usize, n: usize): bool {
  text = s;
  size = n;
  a = P1;
  b = P2;
  c = P1;
  d = P2;
  hit = false;
  flags = 0;
  if (!digest(0) || hasControl(s, n)) return false;
  if (codePoints != <u32>n) flags |= NON_ASCII;
  return true;
}

/** The string goes on behind its plain blocks `[s, q)`, with an escape, white space or a byte above 0x7F in the next. */
function readOdd(s: usize, q: usize, end: usize): usize {
  flags = 0;
  high = false;
  const e = closing(s, q, end);
  if (e == 0) return fault();
  if (high) flags |= NON_ASCII;
  return digest(q - s) ? e : 0;
}

/** Finds the closing quote from `q` on; with escapes the text is written to SCRATCH. 0: a fault, or a record for the host. */
function closing(s: usize, q: usize, end: usize): usize {
  let p = q;
  for (;;) {
    const v = v128.load(p);
    const m = i8x16.bitmask(stops(v));
    const k = m ? ctz(m) : 16;
    if (i8x16.bitmask(v) & ((1 << k) - 1)) high = true;
    if (m == 0) {
      p += 16;
      if (p > end) return 0;
      continue;
    }
    p += k;
    const byte = load<u8>(p);
    if (byte == 0x22) {
      text = s;
      size = p - s;
      return p;
    }
    if (byte != 0x5c) return 0;
    const e = unescape(s, p, end);
    text = SCRATCH;
    size = unescaped;
    flags |= ESCAPED;
    if (sawHigh) high = true;
    return e;
  }
  return 0;
}

/** Hashes, hits and flags of the text, whose first `done` bytes (whole blocks) are in the lanes. */
function digest(done: usize): bool {
  const s = text;
  const n = size;
  const end = s + n;
  const space = i8x16.splat(0x20);
  let p = s + done;
  let la = a;
  let lb = b;
  let lc = c;
  let ld = d;
  let found = i8x16.splat(0);
  // Both hashes, as long as blocks are plain again.
  let plain = true;
  let odd = false;
  let from = done;
  for (; p < end; p += 16) {
    let v = v128.load(p);
    const before = v128.load(p - 1);
    let now = candidates(v, before);
    let gaps = v128.and(i8x16.eq(v, space), i8x16.eq(before, space));
    if (p + 16 > end) {
      const mask = keep(end - p);
      v = v128.and(v, mask);
      now = v128.and(now, mask);
      gaps = v128.and(gaps, mask);
      odd = v128.any_true(v128.or(v128.and(i8x16.lt_s(v, space), mask), gaps));
    } else odd = v128.any_true(v128.or(i8x16.lt_s(v, space), gaps));
    la = laneA(la, i64x2.extract_lane(v, 0));
    lb = laneB(lb, i64x2.extract_lane(v, 1));
    found = v128.or(found, now);
    if (odd) plain = false;
    if (plain) {
      const w = lower(v);
      lc = laneA(lc, i64x2.extract_lane(w, 0));
      ld = laneB(ld, i64x2.extract_lane(w, 1));
      from = p + 16 - s;
    }
  }
  hash = seal(la, lb, n);
  hits = hit || v128.any_true(found) ? hitsIn(s, n) : 0;
  if (n == 0) {
    norm = seal(P1, P2, 0);
    flags |= BLANK;
    codePoints = 0;
    return true;
  }
  const begins = load<u8>(s);
  if (plain && begins != 0x20 && load<u8>(end - 1) != 0x20) {
    norm = seal(lc, ld, n);
    codePoints = <u32>n;
    return true;
  }
  if (begins == 0x20 || from >= n) from = 0;
  return normal(from, lc, ld);
}

/** The normal form from byte `from` on: what stands before it is plain and in the lanes. */
function normal(from: usize, lc: u64, ld: u64): bool {
  const s = text;
  const n = size;
  let f = from;
  let done = normalise(s + f, n - f, f == 0 || load<u8>(s + f - 1) == 0x20, f != 0);
  if (f != 0 && (done == BACK || (done == DONE && normalLength == 0 && load<u8>(s + f - 1) == 0x20))) {
    // It reaches back into what was hashed: a mark, or white space at the end.
    f = 0;
    done = normalise(s, n, true, false);
  }
  if (done != DONE) {
    why = done;
    return false;
  }
  let x = f != 0 ? lc : P1;
  let y = f != 0 ? ld : P2;
  const end = NORMAL + normalLength;
  for (let p = NORMAL; p < end; p += 16) {
    let v = v128.load(p);
    if (p + 16 > end) v = v128.and(v, keep(end - p));
    x = laneA(x, i64x2.extract_lane(v, 0));
    y = laneB(y, i64x2.extract_lane(v, 1));
  }
  norm = seal(x, y, f + normalLength);
  codePoints = points + <u32>f;
  if (f + normalLength == 0) flags |= BLANK;
  let lastAt = s + n - 1;
  while (lastAt > s && (load<u8>(lastAt) & 0xc0) == 0x80) lastAt--;
  if (isSpaceAt(s) || isSpaceAt(lastAt)) flags |= EDGE_SPACE;
  return true;
}
