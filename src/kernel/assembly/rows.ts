import { addLines, addRecord, ALL, crlf, FULL, lines, records, startCall, stop, stopBecause } from './batch';
import { closeFrame, openFrame, top } from './frames';
import {
  CELLS,
  COLUMNS,
  ENTRIES_MOST,
  INPUT,
  INPUT_MOST,
  MISSING,
  MISSING_FIRST,
  RECORDS_MOST,
  T_END,
  T_FLAGS,
  T_HITS,
} from './layout';
import { addHits, entries, finish, push, setEntries, startRecord } from './record';
import * as str from './strings';

/** Bytes of decoded cells so far. */
export let cells: u32 = 0;
let columns: u32 = 0;
let delimiter: u32 = 0;
/** 0x100: no byte is a quote. */
let quote: u32 = 0x100;
let missing: u32 = 0;

export function setCells(used: u32): void {
  cells = used;
}
export function setTable(columnCount: u32, delimiterByte: u32, quoteByte: u32, missingCount: u32): void {
  columns = columnCount;
  delimiter = delimiterByte;
  quote = quoteByte;
  missing = missingCount;
}

/** Line ends inside the row in hand, and those that were CR LF. */
let inner: u32 = 0;
let innerCrlf: u32 = 0;
/** A cell of the row in hand was quoted, or holds more than white space. */
let filled: bool = false;

/**
 * Takes rows of the table (RFC 4180) from `[from, to)` that have a cell for each column, as long as they begin before
 * `limit`. Quotes inside bare cells, text behind a closing quote and cells that stand for none are the host's. The rest as in
 * `takeLines`.
 */
export function takeRows(from: u32, to: u32, limit: u32, base: f64, line: u32): u32 {
  let p = INPUT + from;
  const end = INPUT + to;
  const last = INPUT + limit;
  startCall();
  while (p < end && p < last) {
    // Cells that the host wrote may be longer than they stand in the file.
    if (records >= RECORDS_MOST || entries + columns >= ENTRIES_MOST || cells + <u32>(end - p) > <u32>INPUT_MOST) {
      stopBecause(FULL);
      return <u32>(p - INPUT);
    }
    const root = entries;
    const used = cells;
    const q = row(p, end);
    if (q == 0 || q > end) {
      stop();
      setEntries(root);
      cells = used;
      return <u32>(p - INPUT);
    }
    addRecord(root, INPUT, INPUT, base + <f64>(p - INPUT), <f64>(q - p), line + lines);
    addLines(inner + 1, innerCrlf + (load<u8>(q - 2) == 13 ? 1 : 0));
    p = q;
  }
  stopBecause(ALL);
  return <u32>(p - INPUT);
}

/** One row; answers the address behind its line end, 0: the host must read it. */
function row(p: usize, end: usize): usize {
  startRecord();
  inner = 0;
  innerCrlf = 0;
  filled = false;
  const at = push(0, cells);
  store<u16>(T_FLAGS + (at >> 1), 0);
  store<u32>(T_HITS + at, 0);
  openFrame(<u32>(at >> 2), true);
  let column = COLUMNS;
  for (let i: u32 = 1; i <= columns; i++) {
    store<i32>(top, load<i32>(column), 8);
    store<u32>(top, load<u32>(column, 4), 36);
    store<u32>(top, load<u32>(column, 8), 40);
    column += 12;
    p = cell(p, end, i == columns);
    if (p == 0) return 0;
  }
  if (!filled) return 0;
  closeFrame(0, entries);
  store<u32>(T_END + at, cells);
  return p;
}

function cell(p: usize, end: usize, last: bool): usize {
  const start = CELLS + cells;
  const quoted = load<u8>(p) == quote;
  let o = start;
  if (quoted) {
    filled = true;
    p++;
    const mark = i8x16.splat(<i8>quote);
    const feed = i8x16.splat(10);
    for (;;) {
      const v = v128.load(p);
      v128.store(o, v);
      const m = i8x16.bitmask(v128.or(i8x16.eq(v, mark), i8x16.eq(v, feed)));
      if (m == 0) {
        p += 16;
        o += 16;
        if (p > end) return 0;
        continue;
      }
      const k = <usize>ctz(m);
      p += k;
      o += k;
      if (p >= end) return 0;
      if (load<u8>(p) == 10) {
        inner++;
        if (load<u8>(p - 1) == 13) innerCrlf++;
      } else {
        p++;
        // A doubled quote stands for one.
        if (load<u8>(p) != quote) break;
      }
      p++;
      o++;
    }
  } else {
    const separator = i8x16.splat(<i8>delimiter);
    const mark = i8x16.splat(quote == 0x100 ? 10 : <i8>quote);
    for (;;) {
      const v = v128.load(p);
      v128.store(o, v);
      const m = i8x16.bitmask(
        v128.or(
          v128.or(i8x16.eq(v, separator), i8x16.eq(v, mark)),
          v128.or(i8x16.eq(v, i8x16.splat(10)), i8x16.eq(v, i8x16.splat(13))),
        ),
      );
      if (m == 0) {
        p += 16;
        o += 16;
        if (p > end) return 0;
        continue;
      }
      const k = <usize>ctz(m);
      p += k;
      o += k;
      break;
    }
  }
  const c: u32 = load<u8>(p);
  if (c == delimiter) {
    if (last) return 0;
    p++;
  } else {
    if (!last) return 0;
    if (c == 13) p++;
    if (load<u8>(p) != 10) return 0;
    p++;
  }
  const n = o - start;
  if (n - 1 < 8 && isMissing(start, n)) return 0;
  const at = push(2, cells);
  if (!str.readCell(start, n)) return 0;
  if ((str.flags & 4) == 0) filled = true;
  addHits(str.hits);
  cells += <u32>n;
  finish(at, 2, cells, str.hash, str.norm, str.flags, str.codePoints, str.hits);
  return p;
}

/** Whether the cell of 1 to 8 bytes is one of those that readers take for none. */
function isMissing(s: usize, n: usize): bool {
  const first: usize = load<u8>(s);
  if ((load<u8>(MISSING_FIRST + (first >> 3)) & (1 << (<i32>first & 7))) == 0) return false;
  const word = load<u64>(s) & ((<u64>-1) >> (64 - (<u64>n << 3)));
  for (let i: u32 = 0; i < missing; i++) if (load<u64>(MISSING + (<usize>i << 3)) == word) return true;
  return false;
}
