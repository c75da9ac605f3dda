import type { Trigger } from '../core/triggers.ts';
import type { Scanner, ScannerOptions } from './types.ts';

/** Names that a scanner has met at most when it serves again: what it learns must not grow with the files of a run. */
const NAMES_MOST = 1024;
const NO_BYTES = new Uint8Array(0);

interface Held {
  readonly scanner: Scanner;
  readonly options: ScannerOptions;
  /** Somebody has it. */
  out: boolean;
  /** Gives up the scanner's memory. */
  end(): void;
}

/**
 * Hands out scanners of `make`, the last one that was released again if it looks for the same: making one costs more than
 * reading a small file. One is kept and no more, as each holds the memory of a kernel.
 */
export function createScannerPool(make: (options: ScannerOptions) => Scanner): (options: ScannerOptions) => Scanner {
  let idle: Held | undefined;

  function fresh(options: ScannerOptions): Scanner {
    const scanner = make(options);
    const own: Held = { scanner, options, out: true, end: scanner.release.bind(scanner) };
    return Object.assign(scanner, {
      release() {
        if (!own.out) return;
        own.out = false;
        // An empty batch: lets go of the bytes that it read last.
        scanner.begin(NO_BYTES);
        scanner.finish();
        idle?.end();
        idle = scanner.keys.size > NAMES_MOST ? void own.end() : own;
      },
    });
  }

  return (options) => {
    const last = idle;
    idle = undefined;
    if (last === undefined || !isSame(last.options, options)) {
      last?.end();
      return fresh(options);
    }
    last.out = true;
    return last.scanner;
  };
}

const isSame = (a: ScannerOptions, b: ScannerOptions): boolean =>
  a.maxDepth === b.maxDepth &&
  a.triggers.length === b.triggers.length &&
  a.triggers.every((trigger, i) => sameTrigger(trigger, b.triggers[i]));

const sameTrigger = (a: Trigger, b: Trigger): boolean => a.literal === b.literal && a.mask === b.mask;
