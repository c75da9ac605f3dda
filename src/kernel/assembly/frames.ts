import { mixHi, mixLo } from './hash';
import { FRAMES, SHAPES, SHAPES_END, T_HASH_HI, T_HASH_LO, T_NEXT, T_NORM_HI, T_NORM_LO, T_POINTS } from './layout';

/**
 * Open containers of the record in hand, as frames.ts of the TypeScript scanner has them: 0 entry, 4 object, 8 key id,
 * 12 members, 16 and 20 canonical lanes, 24 and 28 shape lanes, 32 first element shape, 36 hash of the key (two lanes),
 * 48 bit set of key ids.
 */
export const FRAME: usize = 64;
/** Levels of containers whose members count in a shape. */
const SHAPE_DEPTH: usize = 6;

/** Address of the innermost frame; FRAMES - FRAME: none is open. */
export let top: usize = FRAMES - FRAME;
let used: usize = SHAPES;
/** Shape of the value that was closed last. */
export let shapeLo: u32 = 0;
export let shapeHi: u32 = 0;
/** An array has more element shapes than are kept here: the host must sum them up. */
export let crowded: bool = false;

/** Salts by type of tape.ts: kernel/frames.ts has the same. */
@inline
export function valueSalt(type: u32): u32 {
  if (type == 2) return 0x1b56c4e9;
  if (type == 0) return 0x2545f491;
  if (type == 1) return 0x6c8e9cf5;
  if (type == 3) return 0x7ed55d16;
  if (type == 4) return 0x5165667b;
  return type == 5 ? 0x3a8f05c5 : 0x4cf5ad43;
}

@inline
function shapeSalt(type: u32): u32 {
  if (type == 2) return 0x0e6546b6;
  if (type == 0) return 0x165667b1;
  if (type == 1) return 0x27d4eb2f;
  if (type == 3) return 0x52dce729;
  return type == 6 ? 0x7feb352d : 0x38495ab5;
}

export function startFrames(): void {
  top = FRAMES - FRAME;
  used = SHAPES;
  crowded = false;
}

@inline
export function depth(): u32 {
  return <u32>((top - (FRAMES - FRAME)) >> 6);
}

@inline
export function openFrame(entry: u32, object: bool): void {
  top += FRAME;
  store<u32>(top, entry);
  store<u32>(top, object ? 1 : 0, 4);
  store<i32>(top, -1, 8);
  store<u32>(top, 0, 12);
  v128.store(top, i64x2.splat(0), 16);
  store<u32>(top, <u32>used, 32);
  store<u64>(top, 0, 48);
}

/** Closes the innermost container: its hash, members and end of descendants go to the tape. Answers its entry. */
export function closeFrame(type: u32, entries: u32): u32 {
  const f = top;
  const entry = load<u32>(f);
  const at = <usize>entry << 2;
  const count = load<u32>(f, 12);
  store<u32>(T_POINTS + at, count);
  store<u32>(T_NEXT + at, entries);
  const lo = mixLo(count, load<u32>(f, 16) ^ valueSalt(type));
  const hi = mixHi(count, load<u32>(f, 20), lo);
  store<u32>(T_HASH_LO + at, lo);
  store<u32>(T_NORM_LO + at, lo);
  store<u32>(T_HASH_HI + at, hi);
  store<u32>(T_NORM_HI + at, hi);
  const base: usize = load<u32>(f, 32);
  if (type == 1) {
    if (used - base > 16 * 8) crowded = true;
    let sumLo = load<u32>(f, 24);
    let sumHi = load<u32>(f, 28);
    for (let p = base; p < used; p += 8) {
      const one = mixLo(load<u32>(p), 1);
      sumLo += one;
      sumHi += mixHi(load<u32>(p, 4), 1, one);
    }
    store<u32>(f, sumLo, 24);
    store<u32>(f, sumHi, 28);
  }
  const d = (f - FRAMES) >> 6;
  const salt = shapeSalt(type) ^ (count == 0 && d < SHAPE_DEPTH ? 0x55555555 : 0);
  shapeLo = mixLo(salt, load<u32>(f, 24));
  shapeHi = mixHi(salt, load<u32>(f, 28), shapeLo);
  used = base;
  top = f - FRAME;
  return entry;
}

/** Counts a finished value in as a member of the container around it. */
@inline
export function absorb(type: u32, hashLo: u32, hashHi: u32): void {
  if (type > 1) {
    shapeLo = shapeSalt(type);
    shapeHi = 0;
  }
  const f = top;
  if (f < FRAMES) return;
  store<u32>(f, load<u32>(f, 12) + 1, 12);
  const valueLo = hashLo ^ valueSalt(type);
  const deep = ((f - FRAMES) >> 6) >= SHAPE_DEPTH;
  if (load<u32>(f, 4)) {
    const keyLo = load<u32>(f, 36);
    const keyHi = load<u32>(f, 40);
    const lo = mixLo(keyLo, valueLo);
    store<u32>(f, load<u32>(f, 16) + lo, 16);
    store<u32>(f, load<u32>(f, 20) + mixHi(keyHi, hashHi, lo), 20);
    if (deep) return;
    const shape = mixLo(keyLo, shapeLo);
    store<u32>(f, load<u32>(f, 24) + shape, 24);
    store<u32>(f, load<u32>(f, 28) + mixHi(keyHi, shapeHi, shape), 28);
  } else {
    const lo = mixLo(load<u32>(f, 16), valueLo);
    store<u32>(f, mixHi(load<u32>(f, 20), hashHi, lo), 20);
    store<u32>(f, lo, 16);
    if (!deep) addElementShape(load<u32>(f, 32));
  }
}

/** Keeps the shape unless one of the last 16 equals it. */
function addElementShape(base: usize): void {
  let p = used;
  const stop = max<usize>(base, used > SHAPES + 128 ? used - 128 : SHAPES);
  while (p > stop) {
    p -= 8;
    if (load<u32>(p) == shapeLo && load<u32>(p, 4) == shapeHi) return;
  }
  if (used + 8 > SHAPES_END) {
    crowded = true;
    return;
  }
  store<u32>(used, shapeLo);
  store<u32>(used, shapeHi, 4);
  used += 8;
}
