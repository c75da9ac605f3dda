import { readFileSync } from 'node:fs';
import { createKernelPool } from '../../src/kernel/kernel-pool.ts';
import { createScanner } from '../../src/kernel/scanner.ts';
import type { Scanner, ScannerOptions } from '../../src/kernel/types.ts';
import { createWasmScanner } from '../../src/kernel/wasm-scanner.ts';
import { literals } from './literals.ts';

/** An implementation of the scanner, by the name that differences are printed under. */
export interface Engine {
  readonly name: string;
  create(options: ScannerOptions): Scanner;
  /** One that shares nothing with those before: what it may learn of Unicode is bounded. */
  apart(options: ScannerOptions): Scanner;
}

const kernel = new WebAssembly.Module(readFileSync(new URL('../../dist/kernel.wasm', import.meta.url)));
/** Kernels are used again and again: nothing of one scanner may show in the next. */
const kernels = createKernelPool(kernel);

/** All engines; each is compared with the first, the first with itself read in other pieces. */
export const ENGINES: readonly Engine[] = [
  { name: 'typescript', create: (options) => createScanner(options), apart: (options) => createScanner(options) },
  {
    name: 'wasm',
    create: (options) => createWasmScanner(options, kernels),
    apart: (options) => createWasmScanner(options, createKernelPool(kernel)),
  },
];

/** What is compared with what. */
export const PAIRS: readonly (readonly [Engine, Engine])[] = ENGINES.map((engine) => [ENGINES[0], engine]);

/** Scanner options that a comparison turns through: as a check has them, with odd literals and little depth, and none. */
// prettier-ignore
export const OPTIONS: readonly ScannerOptions[] = [
  {
    triggers: literals(
      '{{', '[INSERT', '[Insert', '<noinput>', 'Lorem ipsum', 'TODO', '\ufffd', 'Â', 'Ã', 'â€', 'ðŸ', 'ï»¿', 'ï¿½', 'Ð', 'Ñ',
      '<|', '[INST]', '[/INST]', '<<SYS>>', '_of_turn>', '<bos>', '<eos>', '<s>', '</s>',
    ),
    maxDepth: 512,
  },
  {
    triggers: literals(
      'a', 'é', 'é{', '\u{1f600}', 'ab', 'abc', 'x'.repeat(20), '\n', '\\', '"', '\u0000', '  ', 'İ', '0123456789abcdef', '', 'A', 'aé', 'É',
      '\n\t', 'he', 'the qu', 'Z', '~', '\u007f', '@[', 'q', 'qu', 'qui', 'abcdefghij klmnop', '한', '\u0301', 'e\u0301',
    ),
    maxDepth: 7,
  },
  // More literals than bits, some of which share one.
  { triggers: literals(...Array.from({ length: 64 }, (_, i) => `${String.fromCharCode(97 + (i % 26))}${i}`)), maxDepth: 20 },
  { triggers: [], maxDepth: 100 },
];
