/** The kernel: bytes in, tape out, in WebAssembly with 128-bit vectors. What it does not take is left to the host. */
import { BUCKETS, FRAMES_MOST, LITERALS, MASKS, NIBBLES } from './layout';
import { forgetKeys } from './keys';
import { setDepth } from './record';

export * from './layout';
export { learnKey } from './keys';
export { unknown } from './normal';
export { addPair } from './points';
export { entries, setEntries } from './record';
export { crlf, lines, records, setRecords, stopped } from './batch';
export { takeElements } from './elements';
export { takeLines } from './lines';
export { oddQuotes } from './parity';
export { cells, setCells, setTable, takeRows } from './rows';

/** Empties all tables. Nothing else may be called before. */
export function start(depthMost: u32): void {
  memory.fill(MASKS, 0xff, 16);
  memory.fill(MASKS + 16, 0, 16);
  memory.fill(NIBBLES, 0, 64);
  memory.fill(BUCKETS, 0, 32);
  memory.fill(LITERALS, 0, 32 * 64);
  forgetKeys();
  setDepth(min<u32>(depthMost, FRAMES_MOST));
}
