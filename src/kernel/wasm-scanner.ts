import type { Lanes } from '../core/hash.ts';
import { type Kernel, Stop } from './kernel.ts';
import type { KernelPool } from './kernel-pool.ts';
import { createScanner } from './scanner.ts';
import { roomOver } from './room.ts';
import type { Stores } from './stores.ts';
import { fitsKernel, writeTable } from './table-columns.ts';
import { createRecords, createTape } from './tape-store.ts';
import { fitsTables, writeTriggers } from './trigger-tables.ts';
import type { Scanner, ScannerOptions, Table } from './types.ts';

/** Bytes of a key's spelling that are learnt at most. */
const SPELLING_MOST = 4096;
/** Containers inside containers that the kernel goes into. */
const DEPTH_MOST = 512;
/** Ids of keys that live as long as the scanner: see key-table.ts. */
const LASTING = 1 << 18;
/** Records in a row that the kernel could not take before it is not asked for a while, and for how many. */
const REFUSALS = 64;
const REST = 1024;

/**
 * The scanner with the kernel in front: it takes records as long as there is nothing to say about them, and the TypeScript
 * scanner reads all others into the same tape. So every finding is written once, in TypeScript.
 */
export function createWasmScanner(options: ScannerOptions, pool: KernelPool): Scanner {
  if (!fitsTables(options.triggers)) return createScanner(options);
  const pooled = pool.take(Math.min(options.maxDepth, DEPTH_MOST));
  const { kernel, forms } = pooled;
  const { call: exports, memory } = kernel;
  writeTriggers(kernel, options.triggers);
  const input = kernel.at('INPUT');
  const room = memory.subarray(input, input + kernel.at('INPUT_MOST'));
  const stores = kernelStores(kernel);
  const twin = createScanner(options, stores, learnSpelling);
  const { tape, records, cells } = stores;
  const taken = { lines: 0, crlf: 0 };
  let shown: Table | undefined;
  let inRoom = false;
  let refused = 0;
  let resting = 0;

  function learnSpelling(id: number, hash: Lanes, bytes: Uint8Array, from: number, to: number): void {
    if (id >= LASTING || to - from > SPELLING_MOST) return;
    const scratch = kernel.at('SCRATCH');
    // With its closing quote.
    memory.set(bytes.subarray(from, to + 1), scratch);
    exports.learnKey(scratch, to - from, id, hash.lo, hash.hi);
  }

  /** Whether the batch still stands where the kernel writes; one with a giant record does not. */
  function isOurs(): boolean {
    return (
      inRoom &&
      tape.type === kernel.tape.type &&
      records.root === kernel.records.root &&
      cells.room.bytes.buffer === memory.buffer
    );
  }

  function take(call: Take, from: number, to: number, limit: number, base: number, line: number): number {
    taken.lines = 0;
    taken.crlf = 0;
    if (!isOurs()) return from;
    if (resting > 0) {
      resting--;
      return from;
    }
    exports.setEntries(tape.count);
    exports.setRecords(records.count);
    exports.setCells(cells.used);
    let at = from;
    for (;;) {
      at = call(at, to, limit, base, line + taken.lines);
      taken.lines += exports.lines.value;
      taken.crlf += exports.crlf.value;
      if (exports.stopped.value !== Stop.block || !forms.learn(exports.unknown.value >>> 6)) break;
    }
    tape.count = exports.entries.value;
    records.count = exports.records.value;
    cells.used = exports.cells.value;
    if (at > from) refused = 0;
    else if (++refused >= REFUSALS) resting = REST;
    return at;
  }

  function rows(table: Table, from: number, to: number, limit: number, base: number, line: number): number {
    // Names that were interned may have gone since the last batch.
    if (table !== shown && !showTable(table)) return from;
    cells.tabular = true;
    return take(exports.takeRows, from, to, limit, base, line);
  }

  function showTable(table: Table): boolean {
    if (!fitsKernel(kernel, table)) return false;
    writeTable(kernel, table, twin.columnIds(table.columns));
    shown = table;
    return true;
  }

  return {
    ...twin,
    engine: 'wasm',
    room,
    taken,
    lines: (from, to, limit, base, line) => take(exports.takeLines, from, to, limit, base, line),
    elements: (from, to, limit, base, line) => take(exports.takeElements, from, to, limit, base, line),
    rows,
    oddQuotes: (length) => exports.oddQuotes(length) !== 0,
    release: () => pool.give(pooled),
    begin(bytes) {
      inRoom = bytes.buffer === memory.buffer && bytes.byteOffset === input;
      shown = undefined;
      twin.begin(bytes);
    },
    get records() {
      return records.count;
    },
    get entries() {
      return tape.count;
    },
  };
}

type Take = (from: number, to: number, limit: number, base: number, line: number) => number;

/** The kernel's arrays for the TypeScript scanner. A giant record makes it take larger ones, until the next batch. */
function kernelStores(kernel: Kernel): Stores {
  // Made as the TypeScript scanner's are, so that to those who read them both are of one kind.
  const tape = Object.assign(createTape(), kernel.tape);
  const records = Object.assign(createRecords(), kernel.records);
  const start = kernel.at('CELLS');
  const own = roomOver(kernel.memory.subarray(start, start + kernel.at('INPUT_MOST')));
  const cells = { room: { ...own }, used: 0, tabular: false };
  return {
    tape,
    records,
    cells,
    empty() {
      if (tape.type !== kernel.tape.type) Object.assign(tape, kernel.tape);
      if (records.root !== kernel.records.root) Object.assign(records, kernel.records);
      if (cells.room.bytes !== own.bytes) Object.assign(cells.room, own);
      tape.count = records.count = 0;
      cells.used = 0;
      cells.tabular = false;
    },
  };
}
