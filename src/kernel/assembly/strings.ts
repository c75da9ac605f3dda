import { hashBytes, keep, laneA, laneB, P1, P2, seal } from './hash';
import { NORMAL, SCRATCH } from './layout';
import { BACK, DONE, isSpaceAt, lower, normalise, normalLength, points } from './normal';
import { candidates, hitsIn } from './triggers';

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

// @ts-ignore: decorator
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

/** Whether a control character other than tab and line ends is in the text. */
function hasControl(s: usize, n: usize): bool {
  const end = s + n;
  for (let p = s; p < end; p += 16) {
    const v = v128.load(p);
    let m = i8x16.lt_u(v, i8x16.splat(0x20));
    if (p + 16 > end) m = v128.and(m, keep(end - p));
    let bits = i8x16.bitmask(m);
    while (bits) {
      const byte = load<u8>(p + <usize>ctz(bits));
      if (byte != 9 && byte != 10 && byte != 13) return true;
      bits &= bits - 1;
    }
  }
  return false;
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
    return byte == 0x5c ? unescape(s, p, end) : 0;
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function stops(v: v128): v128 {
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

function unescape(s: usize, first: usize, end: usize): usize {
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
      if (i8x16.bitmask(v) & ((1 << k) - 1)) high = true;
      p += k;
      o += k;
      if (p > end) return 0;
      if (m == 0) continue;
      const byte = load<u8>(p);
      if (byte == 0x5c) break;
      if (byte != 0x22) return 0;
      text = SCRATCH;
      size = o - SCRATCH;
      flags |= ESCAPED;
      return p;
    }
  }
  return 0;
}

// @ts-ignore: decorator
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
