import type { Lanes } from '../core/hash.ts';
import { formOf } from './point-forms.ts';
import { allPairs } from './joining.ts';
import { type Kernel, startKernel, Stop } from './kernel.ts';
import { createScanner } from './scanner.ts';
import type { Stores } from './stores.ts';
import { fitsTables, writeTriggers } from './trigger-tables.ts';
import type { Scanner, ScannerOptions } from './types.ts';

/** Bytes of a key's spelling that are learnt at most. */
const SPELLING_MOST = 4096;
/** Ids of keys that live as long as the scanner: see key-table.ts. */
const LASTING = 1 << 18;
/** Lines in a row that the kernel could not take before it is not asked for a while, and for how many. */
const REFUSALS = 64;
const REST = 1024;

/**
 * The scanner with the kernel in front: it takes records as long as there is nothing to say about them, and the TypeScript
 * scanner reads all others into the same tape. So every finding is written once, in TypeScript.
 */
export function createWasmScanner(options: ScannerOptions, module: WebAssembly.Module): Scanner {
  if (!fitsTables(options.triggers)) return createScanner(options);
  const kernel = startKernel(module, Math.min(options.maxDepth, 512));
  const { call, memory } = kernel;
  writeTriggers(kernel, options.triggers);
  const input = kernel.at('INPUT');
  const room = memory.subarray(input, input + kernel.at('INPUT_MOST'));
  const stores = kernelStores(kernel);
  const twin = createScanner(options, stores, learnSpelling);
  const { tape, records } = stores;
  const forms = formTables(kernel);
  const taken = { lines: 0, crlf: 0 };
  let inRoom = false;
  let refused = 0;
  let resting = 0;

  function learnSpelling(id: number, hash: Lanes, bytes: Uint8Array, from: number, to: number): void {
    if (id >= LASTING || to - from > SPELLING_MOST) return;
    const scratch = kernel.at('SCRATCH');
    // With its closing quote.
    memory.set(bytes.subarray(from, to + 1), scratch);
    call.learnKey(scratch, to - from, id, hash.lo, hash.hi);
  }

  function lines(from: number, to: number, limit: number, base: number, line: number): number {
    taken.lines = 0;
    taken.crlf = 0;
    if (!inRoom || tape.type !== kernel.tape.type || records.root !== kernel.records.root) return from;
    if (resting > 0) {
      resting--;
      return from;
    }
    call.setEntries(tape.count);
    call.setRecords(records.count);
    let at = from;
    for (;;) {
      at = call.takeLines(at, to, limit, base, line + taken.lines);
      taken.lines += call.lines.value;
      taken.crlf += call.crlf.value;
      if (call.stopped.value !== Stop.block || !forms.learn(call.unknown.value >>> 6)) break;
    }
    tape.count = call.entries.value;
    records.count = call.records.value;
    if (taken.lines > 0) refused = 0;
    else if (++refused >= REFUSALS) resting = REST;
    return at;
  }

  return {
    engine: 'wasm',
    keys: twin.keys,
    room,
    taken,
    lines,
    begin(bytes) {
      inRoom = bytes.buffer === memory.buffer && bytes.byteOffset === input;
      twin.begin(bytes);
    },
    json: twin.json,
    row: twin.row,
    broken: twin.broken,
    problem: twin.problem,
    get records() {
      return records.count;
    },
    get entries() {
      return tape.count;
    },
    finish: twin.finish,
  };
}

/** The kernel's arrays for the TypeScript scanner. A giant record makes it take larger ones, until the next batch. */
function kernelStores(kernel: Kernel): Stores {
  const tape = { ...kernel.tape };
  const records = { ...kernel.records };
  return {
    tape,
    records,
    empty() {
      Object.assign(tape, kernel.tape);
      Object.assign(records, kernel.records);
    },
  };
}

/** Normal forms of code points, written to the kernel's tables in blocks of 64 when the first of them is met. */
function formTables(kernel: Kernel): { learn(block: number): boolean } {
  const { view, call } = kernel;
  const stage1 = kernel.at('STAGE1');
  const meta = kernel.at('META');
  const slots = kernel.at('SLOTS');
  const most = kernel.at('BLOCKS_MOST');
  let used = 1;
  let paired = false;

  return {
    learn(block) {
      if (used === most) return false;
      for (let i = 0; i < 64; i++) {
        const { kind, rank, form, joins } = formOf(block * 64 + i);
        const at = used * 64 + i;
        view.setUint16(meta + at * 2, kind | (joins ? 16 : 0) | (rank << 8), true);
        for (let k = 0; k < form.length; k++) view.setUint8(slots + at * 8 + k, form[k]);
        view.setUint8(slots + at * 8 + 7, form.length);
      }
      if (!paired) {
        paired = true;
        for (const { first, second, whole } of allPairs()) call.addPair(first, second, whole);
      }
      view.setUint16(stage1 + block * 2, used++, true);
      return true;
    },
  };
}
