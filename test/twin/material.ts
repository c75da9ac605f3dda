import { KEYS, NUMBERS, PLAIN_NUMBERS, VALID_NUMBERS } from './json-ink.ts';
import { WRITTEN } from './pieces.ts';
import type { Random } from './random.ts';
import { RANGES } from './text-ink.ts';

/**
 * What the records of one file are made of. Real files repeat themselves, and an engine's fast way is for what it knows:
 * a file in which everything is odd would only try the slow one.
 */
export interface Material {
  readonly pieces: readonly Uint8Array[];
  readonly ranges: readonly (readonly [number, number])[];
  readonly keys: readonly string[];
  readonly numbers: readonly string[];
  /** Where in `keys` the keys of most objects begin. */
  readonly usual: number;
  /** One key in so many is not of `keys`. */
  readonly newKey: number;
  /** One text of its kind in so many is wrong on purpose. */
  readonly wrong: number;
}

export function drawMaterial(random: Random): Material {
  const numbers = NUMBERS.slice(0, random.once(3) ? VALID_NUMBERS : PLAIN_NUMBERS);
  return {
    pieces: random.once(4) ? WRITTEN : random.some(WRITTEN, 1 + random.int(12)),
    ranges: random.once(4) ? RANGES : random.some(RANGES, 1 + random.int(3)),
    keys: random.once(3) ? KEYS : [...new Set(random.some(KEYS, 6 + random.int(20)))],
    numbers,
    usual: random.int(100),
    newKey: random.pick([10, 200, 10_000]),
    wrong: random.pick([8, 200, 10_000]),
  };
}
