import { absorb, closeFrame, crowded, depth, openFrame, startFrames, top } from './frames';
import { hashBytes } from './hash';
import { key, keyHi, keyId, keyLo, readKey } from './keys';
import {
  ENTRIES_MOST,
  FRAMES,
  INPUT,
  T_DEPTH,
  T_END,
  T_FLAGS,
  T_HASH_HI,
  T_HASH_LO,
  T_HITS,
  T_KEY,
  T_NEXT,
  T_NORM_HI,
  T_NORM_LO,
  T_POINTS,
  T_START,
  T_TYPE,
} from './layout';
import { numberEnd } from './numbers';
import * as str from './strings';

/** Members of an object up to which a repeated key is looked for one by one. */
const MEMBERS_MOST: u32 = 256;

/** Tape entries written so far. */
export let entries: u32 = 0;
/** Triggers in the record in hand. */
export let recordHits: u32 = 0;
/** The tape has no room for the record. */
export let full: bool = false;
let depthMost: u32 = 512;

export function setEntries(count: u32): void {
  entries = count;
}
export function startRecord(): void {
  startFrames();
  recordHits = 0;
  full = false;
  str.forgetWhy();
}
export function addHits(hits: u32): void {
  recordHits |= hits;
}
export function setDepth(most: u32): void {
  depthMost = most;
}

/** Writes what is known of a value when it begins; its key is the innermost frame's. */
@inline
export function push(type: u32, start: u32): usize {
  const e: usize = entries++;
  const at = e << 2;
  store<u8>(T_TYPE + e, type);
  store<u16>(T_DEPTH + (e << 1), depth());
  store<i32>(T_KEY + at, top < FRAMES ? -1 : load<i32>(top, 8));
  store<u32>(T_START + at, start);
  store<u32>(T_NEXT + at, <u32>e + 1);
  return at;
}

/** A value without members: its span, hashes and the rest; then it is a member. */
@inline
export function finish(
  at: usize,
  type: u32,
  end: u32,
  hash: u64,
  norm: u64,
  flags: u32,
  codePoints: u32,
  hits: u32,
): void {
  store<u32>(T_END + at, end);
  store<u16>(T_FLAGS + (at >> 1), flags);
  store<u32>(T_HASH_LO + at, <u32>hash);
  store<u32>(T_HASH_HI + at, <u32>(hash >> 32));
  store<u32>(T_NORM_LO + at, <u32>norm);
  store<u32>(T_NORM_HI + at, <u32>(norm >> 32));
  store<u32>(T_POINTS + at, codePoints);
  store<u32>(T_HITS + at, hits);
  absorb(type, <u32>hash, <u32>(hash >> 32));
}

/** Physical line ends met between values, and those of them that were CR LF. */
export let breaks: u32 = 0;
export let crlfBreaks: u32 = 0;

export function setBreaks(count: u32, ofCrlf: u32): void {
  breaks = count;
  crlfBreaks = ofCrlf;
}

@inline
function skipSpace(p: usize, lines: bool): usize {
  if (lines) return skipLines(p);
  let c = load<u8>(p);
  while (c == 0x20 || c == 9 || c == 13) c = load<u8>(++p);
  return p;
}

/** Goes over white space with line ends in it; the indentation behind one in blocks. */
export function skipLines(p: usize): usize {
  for (;;) {
    const c = load<u8>(p);
    if (c == 10) {
      breaks++;
      if (load<u8>(p - 1) == 13) crlfBreaks++;
      p++;
      let k: usize = 16;
      while (k == 16) {
        k = ctz(~i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(0x20))));
        if (k > 16) k = 16;
        p += k;
      }
    } else if (c == 0x20 || c == 9 || c == 13) p++;
    else return p;
  }
  return 0;
}

/** Whether the innermost object has the key in hand already. */
function repeats(id: i32): bool {
  const first = load<u32>(top) + 1;
  if (load<u32>(top, 12) > MEMBERS_MOST) return true;
  for (let e = first; e < entries; e = load<u32>(T_NEXT + (<usize>e << 2)))
    if (load<i32>(T_KEY + (<usize>e << 2)) == id) return true;
  return false;
}

/** Reads `"name" :` at `p` into the innermost frame; answers where the value begins, 0: the host must read it. */
@inline
function member(p: usize, end: usize, lines: bool): usize {
  if (load<u8>(p) != 0x22) return 0;
  p = readKey(p + 1, end);
  if (p == 0) return 0;
  const id = keyId();
  const bit = (<u64>1) << (<u64>(id & 63));
  const seen = load<u64>(top, 48);
  if ((seen & bit) != 0 && repeats(id)) return 0;
  store<u64>(top, seen | bit, 48);
  store<i32>(top, id, 8);
  store<u32>(top, keyLo(), 36);
  store<u32>(top, keyHi(), 40);
  if (load<u8>(p) != 0x3a) {
    p = skipSpace(p, lines);
    if (load<u8>(p) != 0x3a) return 0;
  }
  return p + 1;
}

/**
 * Puts the JSON value at `p` on the tape; answers the address after it, 0: there is a fault or something that the host
 * must look at, and the tape holds rubbish behind the entries there were. `lines`: line ends are white space.
 */
export function readRecord(p: usize, end: usize, lines: bool): usize {
  startRecord();
  for (;;) {
    // A value begins.
    let c: u32 = load<u8>(p);
    if (c <= 0x20) {
      p = skipSpace(p, lines);
      c = load<u8>(p);
    }
    if (p >= end) return 0;
    if (entries >= ENTRIES_MOST) {
      full = true;
      return 0;
    }
    if (c == 0x22) {
      const at = push(2, <u32>(p + 1 - INPUT));
      const e = str.readString(p + 1, end);
      if (e == 0) return 0;
      recordHits |= str.hits;
      finish(at, 2, <u32>(e - INPUT), str.hash, str.norm, str.flags, str.codePoints, str.hits);
      p = e + 1;
    } else if (c == 0x7b || c == 0x5b) {
      if (depth() >= depthMost) return 0;
      const object = c == 0x7b;
      const at = push(object ? 0 : 1, <u32>(p - INPUT));
      store<u16>(T_FLAGS + (at >> 1), 0);
      store<u32>(T_HITS + at, 0);
      openFrame(<u32>(at >> 2), object);
      p = skipSpace(p + 1, lines);
      if (load<u8>(p) != (object ? 0x7d : 0x5d)) {
        if (object) {
          p = member(p, end, lines);
          if (p == 0) return 0;
        }
        continue;
      }
      p = close(p, object ? 0 : 1);
    } else {
      const e = scalar(p, c);
      if (e == 0) return 0;
      p = e;
    }
    // Behind a value.
    for (;;) {
      if (top < FRAMES) return crowded ? 0 : p;
      c = load<u8>(p);
      if (c <= 0x20) {
        p = skipSpace(p, lines);
        c = load<u8>(p);
      }
      const object = load<u32>(top, 4) != 0;
      if (c == 0x2c) {
        p++;
        if (object) {
          p = skipSpace(p, lines);
          p = member(p, end, lines);
          if (p == 0) return 0;
        }
        break;
      }
      if (c != <u32>(object ? 0x7d : 0x5d)) return 0;
      p = close(p, object ? 0 : 1);
    }
  }
  return 0;
}

function close(p: usize, type: u32): usize {
  const at = <usize>closeFrame(type, entries) << 2;
  store<u32>(T_END + at, <u32>(p + 1 - INPUT));
  absorb(type, load<u32>(T_HASH_LO + at), load<u32>(T_HASH_HI + at));
  return p + 1;
}

/** A number or a literal: as written is what it is. */
function scalar(p: usize, c: u32): usize {
  let type: u32 = 3;
  let e: usize = 0;
  if (c == 0x74) {
    if (load<u32>(p) != 0x65757274) return 0;
    type = 4;
    e = p + 4;
  } else if (c == 0x66) {
    if (load<u32>(p, 1) != 0x65736c61) return 0;
    type = 5;
    e = p + 5;
  } else if (c == 0x6e) {
    if (load<u32>(p) != 0x6c6c756e) return 0;
    type = 6;
    e = p + 4;
  } else {
    e = numberEnd(p);
    if (e == 0) return 0;
  }
  const at = push(type, <u32>(p - INPUT));
  const hash = hashBytes(p, e - p);
  finish(at, type, <u32>(e - INPUT), hash, hash, 0, <u32>(e - p), 0);
  return e;
}
