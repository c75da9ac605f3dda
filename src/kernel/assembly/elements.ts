import { addLines, addRecord, ALL, FULL, records, startCall, stop, stopBecause } from './batch';
import { INPUT, RECORDS_MOST } from './layout';
import { breaks, crlfBreaks, entries, readRecord, setBreaks, setEntries, skipLines } from './record';

/**
 * Takes elements of a JSON array from `[from, to)`, each with the comma behind it, as long as they begin before `limit`: the
 * last one is the host's. `base` and `line` as in `takeLines`. Answers where it stopped: behind a comma.
 */
export function takeElements(from: u32, to: u32, limit: u32, base: f64, line: u32): u32 {
  let p = INPUT + from;
  const end = INPUT + to;
  const last = INPUT + limit;
  startCall();
  setBreaks(0, 0);
  while (p < end && p < last) {
    if (records >= RECORDS_MOST) {
      addLines(breaks, crlfBreaks);
      stopBecause(FULL);
      return <u32>(p - INPUT);
    }
    const root = entries;
    const taken = breaks;
    const takenCrlf = crlfBreaks;
    const s = skipLines(p);
    const at = line + breaks;
    const q = s < end ? readRecord(s, end, true) : 0;
    const comma: usize = q == 0 ? 0 : skipLines(q);
    if (comma == 0 || comma >= end || load<u8>(comma) != 0x2c) {
      stop();
      setEntries(root);
      addLines(taken, takenCrlf);
      return <u32>(p - INPUT);
    }
    addRecord(root, s, q, base + <f64>(s - INPUT), <f64>(q - s), at);
    p = comma + 1;
  }
  addLines(breaks, crlfBreaks);
  stopBecause(ALL);
  return <u32>(p - INPUT);
}
