import type { RecordStore, TapeStore } from './tape-store.ts';

/** What src/kernel/assembly/index.ts exports: addresses as globals, and its functions. */
interface KernelExports {
  start(depthMost: number): void;
  setEntries(count: number): void;
  setRecords(count: number): void;
  takeLines(from: number, to: number, limit: number, base: number, line: number): number;
  takeElements(from: number, to: number, limit: number, base: number, line: number): number;
  takeRows(from: number, to: number, limit: number, base: number, line: number): number;
  oddQuotes(length: number): number;
  setCells(used: number): void;
  setTable(columns: number, delimiter: number, quote: number, missing: number): void;
  learnKey(at: number, length: number, id: number, lo: number, hi: number): number;
  addPair(first: number, second: number, whole: number): void;
  readonly entries: WebAssembly.Global;
  readonly records: WebAssembly.Global;
  readonly cells: WebAssembly.Global;
  readonly lines: WebAssembly.Global;
  readonly crlf: WebAssembly.Global;
  readonly stopped: WebAssembly.Global;
  readonly unknown: WebAssembly.Global;
}

/** Why the kernel stopped. */
export const Stop = { all: 0, full: 1, host: 2, block: 3 } as const;

/** One kernel with its memory. */
export interface Kernel {
  readonly call: KernelExports;
  readonly memory: Uint8Array;
  readonly view: DataView;
  /** Address by the name in src/kernel/assembly/layout.ts. */
  at(name: string): number;
  /** The tape and the records as the kernel writes them; `count` is for the host to set. */
  readonly tape: TapeStore;
  readonly records: RecordStore;
}

/** Pages of 64 KiB up to TOP of the layout. */
const PAGES = 290;

/** Starts a kernel in a memory of its own. */
export function startKernel(module: WebAssembly.Module, depthMost: number): Kernel {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const instance = new WebAssembly.Instance(module, { env: { memory, abort } });
  const call = instance.exports as unknown as KernelExports;
  const at = (name: string): number => (instance.exports[name] as WebAssembly.Global).value >>> 0;
  if (at('TOP') > memory.buffer.byteLength) throw new Error('the kernel needs more memory than it was given');
  call.start(depthMost);
  const { buffer } = memory;
  const entries = at('ENTRIES_MOST');
  const rows = at('RECORDS_MOST');
  const u32 = (name: string, size: number): Uint32Array<ArrayBuffer> => new Uint32Array(buffer, at(name), size);
  const i32 = (name: string, size: number): Int32Array<ArrayBuffer> => new Int32Array(buffer, at(name), size);
  return {
    call,
    memory: new Uint8Array(buffer),
    view: new DataView(buffer),
    at,
    tape: {
      bytes: new Uint8Array(0),
      count: 0,
      type: new Uint8Array(buffer, at('T_TYPE'), entries),
      depth: new Uint16Array(buffer, at('T_DEPTH'), entries),
      key: i32('T_KEY', entries),
      start: u32('T_START', entries),
      end: u32('T_END', entries),
      next: u32('T_NEXT', entries),
      flags: new Uint16Array(buffer, at('T_FLAGS'), entries),
      hashLo: u32('T_HASH_LO', entries),
      hashHi: u32('T_HASH_HI', entries),
      normLo: u32('T_NORM_LO', entries),
      normHi: u32('T_NORM_HI', entries),
      codePoints: u32('T_POINTS', entries),
      hits: u32('T_HITS', entries),
      earlier: i32('T_EARLIER', entries),
    },
    records: {
      count: 0,
      root: i32('R_ROOT', rows),
      offset: new Float64Array(buffer, at('R_OFFSET'), rows),
      length: new Float64Array(buffer, at('R_LENGTH'), rows),
      line: u32('R_LINE', rows),
      hashLo: u32('R_HASH_LO', rows),
      hashHi: u32('R_HASH_HI', rows),
      shapeLo: u32('R_SHAPE_LO', rows),
      shapeHi: u32('R_SHAPE_HI', rows),
      hits: u32('R_HITS', rows),
      from: u32('R_FROM', rows),
      to: u32('R_TO', rows),
    },
  };
}

function abort(): never {
  throw new Error('the kernel aborted');
}
