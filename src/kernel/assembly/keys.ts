import { hashBytes, keep } from './hash';
import { KEY_MOST, KEY_POOL, KEY_POOL_END, KEY_RECORDS, KEY_SLOTS, KEY_SLOT_COUNT } from './layout';

/**
 * Spellings of keys as they are written, escapes and all, that the host has read before and given an id. A spelling that
 * is not here makes its record the host's, which then calls `learnKey`.
 * Record: 0 bytes, 4 length, 8 id, 12 and 16 hash of the decoded name, 20 record of the key that followed it the last time.
 */
const SIZE: usize = 32;
/** Record 0 stands for the time before any key. */
let count: u32 = 1;
let pool: usize = KEY_POOL;
/** Record of the key in hand. */
export let key: usize = KEY_RECORDS;

export function forgetKeys(): void {
  count = 1;
  pool = KEY_POOL;
  key = KEY_RECORDS;
  memory.fill(KEY_SLOTS, 0, <usize>KEY_SLOT_COUNT * 4);
  memory.fill(KEY_RECORDS, 0, SIZE);
}

@inline
export function keyId(): i32 {
  return load<i32>(key, 8);
}
@inline
export function keyLo(): u32 {
  return load<u32>(key, 12);
}
@inline
export function keyHi(): u32 {
  return load<u32>(key, 16);
}

/** Whether the spelling of record `r` and a closing quote stand at `s`. */
@inline
function stands(r: usize, s: usize): bool {
  let have: usize = load<u32>(r);
  let left: usize = <usize>load<u32>(r, 4) + 1;
  let p = s;
  while (left > 16) {
    if (!i8x16.all_true(i8x16.eq(v128.load(p), v128.load(have)))) return false;
    p += 16;
    have += 16;
    left -= 16;
  }
  return i8x16.all_true(v128.or(i8x16.eq(v128.load(p), v128.load(have)), v128.not(keep(left))));
}

/** Slot of the spelling in `[s, s + n)`: of its record, or an empty one. */
function slotOf(s: usize, n: usize, hash: u64): usize {
  let i = <u32>hash & (KEY_SLOT_COUNT - 1);
  for (;;) {
    const slot = KEY_SLOTS + ((<usize>i) << 2);
    const r: usize = load<u32>(slot);
    if (r == 0 || (load<u32>(r, 4) == <u32>n && stands(r, s))) return slot;
    i = (i + 1) & (KEY_SLOT_COUNT - 1);
  }
  return 0;
}

/** Reads the name whose text starts at `s` into `key`; answers the address after its closing quote, 0: not known. */
export function readKey(s: usize, end: usize): usize {
  const guess: usize = load<u32>(key, 20);
  if (guess != 0 && stands(guess, s)) {
    key = guess;
    return s + load<u32>(guess, 4) + 1;
  }
  let p = s;
  for (;;) {
    const v = v128.load(p);
    const m = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x5c))),
        i8x16.lt_u(v, i8x16.splat(0x20)),
      ),
    );
    if (m == 0) {
      p += 16;
      if (p > end) return 0;
      continue;
    }
    p += ctz(m);
    const c = load<u8>(p);
    if (c == 0x22) break;
    if (c != 0x5c) return 0;
    p += 2;
  }
  if (p >= end) return 0;
  const r: usize = load<u32>(slotOf(s, p - s, hashBytes(s, p - s)));
  if (r == 0) return 0;
  store<u32>(key, <u32>r, 20);
  key = r;
  return p + 1;
}

/** Takes a spelling in that the host has read; `closed` by its quote in memory. False when the tables are full. */
export function learnKey(s: usize, n: usize, id: i32, lo: u32, hi: u32): bool {
  if (count == KEY_MOST || pool + n + 32 > KEY_POOL_END) return false;
  const slot = slotOf(s, n, hashBytes(s, n));
  if (load<u32>(slot) != 0) return true;
  const r = KEY_RECORDS + <usize>count * SIZE;
  count++;
  memory.copy(pool, s, n);
  store<u8>(pool + n, 0x22);
  store<u32>(r, <u32>pool);
  store<u32>(r, <u32>n, 4);
  store<i32>(r, id, 8);
  store<u32>(r, lo, 12);
  store<u32>(r, hi, 16);
  store<u32>(r, 0, 20);
  store<u32>(slot, <u32>r);
  pool += (n + 1 + 31) & ~15;
  return true;
}
