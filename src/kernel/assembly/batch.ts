import { shapeHi, shapeLo, valueSalt } from './frames';
import { mixHi, mixLo } from './hash';
import {
  INPUT,
  R_FROM,
  R_HASH_HI,
  R_HASH_LO,
  R_HITS,
  R_LENGTH,
  R_LINE,
  R_OFFSET,
  R_ROOT,
  R_SHAPE_HI,
  R_SHAPE_LO,
  R_TO,
  T_HASH_HI,
  T_HASH_LO,
  T_TYPE,
} from './layout';
import { LEARN } from './normal';
import { full, recordHits } from './record';
import { why } from './strings';

/** Records written so far. */
export let records: u32 = 0;
/** Physical lines, and those that ended with CR LF, that the last call took. */
export let lines: u32 = 0;
export let crlf: u32 = 0;
/** Why the last call stopped: what was asked for is taken, the batch is full, the host must read, or write a block. */
export let stopped: i32 = 0;
export const ALL: i32 = 0;
export const FULL: i32 = 1;
const ASK: i32 = 2;
const BLOCK: i32 = 3;

export function setRecords(count: u32): void {
  records = count;
}

export function startCall(): void {
  lines = 0;
  crlf = 0;
}
export function addLines(count: u32, ofCrlf: u32): void {
  lines += count;
  crlf += ofCrlf;
}
export function stopBecause(why: i32): void {
  stopped = why;
}
/** The record in hand was not taken. */
export function stop(): void {
  stopped = full ? FULL : why == LEARN ? BLOCK : ASK;
}

/** Adds the record whose root is entry `root`; `from` and `to` are where its own bytes stand, INPUT: nowhere. */
@inline
export function addRecord(root: u32, from: usize, to: usize, offset: f64, length: f64, line: u32): void {
  const r: usize = records++;
  const at = r << 2;
  const type: u32 = load<u8>(T_TYPE + root);
  const lo = load<u32>(T_HASH_LO + (<usize>root << 2));
  const hi = load<u32>(T_HASH_HI + (<usize>root << 2));
  const hash = mixLo(valueSalt(type), lo);
  store<f64>(R_OFFSET + (r << 3), offset);
  store<f64>(R_LENGTH + (r << 3), length);
  store<u32>(R_ROOT + at, root);
  store<u32>(R_LINE + at, line);
  store<u32>(R_HASH_LO + at, hash);
  store<u32>(R_HASH_HI + at, mixHi(valueSalt(type), hi, hash));
  store<u32>(R_SHAPE_LO + at, shapeLo);
  store<u32>(R_SHAPE_HI + at, shapeHi);
  store<u32>(R_HITS + at, recordHits);
  store<u32>(R_FROM + at, <u32>(from - INPUT));
  store<u32>(R_TO + at, <u32>(to - INPUT));
}

