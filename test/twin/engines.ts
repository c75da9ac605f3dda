import { createScanner } from '../../src/kernel/scanner.ts';
import type { Scanner, ScannerOptions } from '../../src/kernel/types.ts';

/** An implementation of the scanner, by the name that differences are printed under. */
export interface Engine {
  readonly name: string;
  create(options: ScannerOptions): Scanner;
}

/** All engines; each is compared with the first, the first with itself read in other pieces. */
export const ENGINES: readonly Engine[] = [{ name: 'typescript', create: createScanner }];

/** What is compared with what. */
export const PAIRS: readonly (readonly [Engine, Engine])[] = ENGINES.map((engine) => [ENGINES[0], engine]);

/** Scanner options that a comparison turns through: as a check has them, with odd literals and little depth, and none. */
export const OPTIONS: readonly ScannerOptions[] = [
  {
    triggers: [
      '{{',
      '[INSERT',
      '[Insert',
      '<noinput>',
      'Lorem ipsum',
      'TODO',
      '\ufffd',
      'Â',
      'Ã',
      'â€',
      'ðŸ',
      'ï»¿',
      '<|',
      '<s>',
    ],
    maxDepth: 512,
  },
  {
    triggers: [
      'a',
      'é',
      'é{',
      '\u{1f600}',
      'ab',
      'abc',
      'x'.repeat(20),
      '\n',
      '\\',
      '"',
      '\u0000',
      '  ',
      'İ',
      '0123456789abcdef',
    ],
    maxDepth: 7,
  },
  { triggers: [], maxDepth: 100 },
];
