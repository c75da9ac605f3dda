import { readFileSync } from 'node:fs';
import { FtlintError } from '../core/error.ts';
import { createKernelPool } from '../kernel/kernel-pool.ts';
import { createScanner } from '../kernel/scanner.ts';
import { createScannerPool } from '../kernel/scanner-pool.ts';
import type { Scanner, ScannerOptions } from '../kernel/types.ts';
import { createWasmScanner } from '../kernel/wasm-scanner.ts';
import { root } from '../place.ts';

/** `js`: the TypeScript scanner alone; `auto`: with the kernel in front where WebAssembly with vectors is at hand. */
export type Engine = 'auto' | 'wasm' | 'js';

/** Makes scanners, all with the same engine. */
export interface Engines {
  readonly scanner: (options: ScannerOptions) => Scanner;
  /** Why the slower engine was chosen; undefined when it was not, or was asked for. */
  readonly note: string | undefined;
}

const PLAIN: Engines = { scanner: createScannerPool((options) => createScanner(options)), note: undefined };
const known = new Map<Engine, Engines>();

/** The engine for this process. Throws FtlintError when `wasm` is asked for and cannot be had. */
export function enginesOf(asked: Engine): Engines {
  let engines = known.get(asked);
  if (engines === undefined) known.set(asked, (engines = asked === 'js' ? PLAIN : withKernel(asked)));
  return engines;
}

function withKernel(asked: Engine): Engines {
  try {
    const module = new WebAssembly.Module(readFileSync(new URL('dist/kernel.wasm', root)));
    const pool = createKernelPool(module);
    return { scanner: createScannerPool((options) => createWasmScanner(options, pool)), note: undefined };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (asked === 'wasm') throw new FtlintError('no-kernel', `the WebAssembly engine cannot be started: ${why}`);
    return { ...PLAIN, note: `the slower JavaScript engine reads: WebAssembly cannot be started here (${why})` };
  }
}
