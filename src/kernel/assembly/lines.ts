import { shapeHi, shapeLo } from './frames';
import { mixHi, mixLo } from './hash';
import {
  INPUT,
  RECORDS_MOST,
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
import { entries, full, readRecord, recordHits, setEntries } from './record';
import { valueSalt } from './frames';
import { why } from './strings';
import { LEARN } from './normal';

/** Records written so far. */
export let records: u32 = 0;
/** Physical lines, and those that ended with CR LF, that the last call took. */
export let lines: u32 = 0;
export let crlf: u32 = 0;
/** Why the last call stopped: what was asked for is taken, the batch is full, the host must read, or write a block. */
export let stopped: i32 = 0;
const ALL: i32 = 0;
const FULL: i32 = 1;
const ASK: i32 = 2;
const BLOCK: i32 = 3;

export function startBatch(): void {
  records = 0;
  setEntries(0);
}
export function setRecords(count: u32): void {
  records = count;
}

export function stop(): void {
  stopped = full ? FULL : why == LEARN ? BLOCK : ASK;
}

/** Adds the record whose root is entry `root`. */
// @ts-ignore: decorator
@inline
export function addRecord(root: u32, from: usize, to: usize, offset: f64, line: u32): void {
  const r: usize = records++;
  const at = r << 2;
  const type: u32 = load<u8>(T_TYPE + root);
  const lo = load<u32>(T_HASH_LO + (<usize>root << 2));
  const hi = load<u32>(T_HASH_HI + (<usize>root << 2));
  const hash = mixLo(valueSalt(type), lo);
  store<f64>(R_OFFSET + (r << 3), offset);
  store<f64>(R_LENGTH + (r << 3), <f64>(to - from));
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

/**
 * Takes whole lines from `[from, to)`, indices into the input, each a JSON text, as long as they begin before `limit`.
 * `to` is behind a line end. `base`: bytes of the file before the input; `line`: physical lines before `from`.
 * Answers where it stopped.
 */
export function takeLines(from: u32, to: u32, limit: u32, base: f64, line: u32): u32 {
  let p = INPUT + from;
  const end = INPUT + to;
  const last = INPUT + limit;
  lines = 0;
  crlf = 0;
  while (p < end && p < last) {
    if (records >= RECORDS_MOST) {
      stopped = FULL;
      return <u32>(p - INPUT);
    }
    const root = entries;
    let q = readRecord(p, end, false);
    if (q != 0) {
      let c = load<u8>(q);
      while (c == 0x20 || c == 9 || c == 13) c = load<u8>(++q);
      if (c == 10) {
        q++;
        addRecord(root, p, q, base + <f64>(p - INPUT), line + lines);
        lines++;
        if (load<u8>(q - 2) == 13) crlf++;
        p = q;
        continue;
      }
    }
    stop();
    setEntries(root);
    return <u32>(p - INPUT);
  }
  stopped = ALL;
  return <u32>(p - INPUT);
}
