import { addLines, addRecord, ALL, FULL, lines, records, startCall, stop, stopBecause } from './batch';
import { INPUT, RECORDS_MOST } from './layout';
import { entries, readRecord, setEntries } from './record';

/**
 * Takes whole lines from `[from, to)`, indices into the input, each a JSON text, as long as they begin before `limit`.
 * `to` is behind a line end. `base`: bytes of the file before the input; `line`: physical lines before `from`.
 * Answers where it stopped.
 */
export function takeLines(from: u32, to: u32, limit: u32, base: f64, line: u32): u32 {
  let p = INPUT + from;
  const end = INPUT + to;
  const last = INPUT + limit;
  startCall();
  while (p < end && p < last) {
    if (records >= RECORDS_MOST) {
      stopBecause(FULL);
      return <u32>(p - INPUT);
    }
    const root = entries;
    let q = readRecord(p, end, false);
    if (q != 0) {
      let c = load<u8>(q);
      while (c == 0x20 || c == 9 || c == 13) c = load<u8>(++q);
      if (c == 10) {
        q++;
        addRecord(root, p, q, base + <f64>(p - INPUT), <f64>(q - p), line + lines);
        addLines(1, load<u8>(q - 2) == 13 ? 1 : 0);
        p = q;
        continue;
      }
    }
    stop();
    setEntries(root);
    return <u32>(p - INPUT);
  }
  stopBecause(ALL);
  return <u32>(p - INPUT);
}
