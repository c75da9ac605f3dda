import { type Codec, plainCodec } from '../stats/codec.ts';
import { createKeyCounts, type KeyCounts, mergeKeyCounts } from '../stats/key-counts.ts';
import { KeyIndex } from '../stats/key-index.ts';
import type { SplitName } from './tape.ts';

/** What the shared table says of one split. Integers, summed over keys. */
export interface Reading {
  exact: number;
  normalized: number;
  input: number;
  /** Keys with more than one output, and the records under them. */
  conflicts: number;
  conflicting: number;
  /** Records that are not usable: where the task has labels, and where different answers are legal. */
  lostLabelled: number;
  lostGenerative: number;
  /** Of `lostLabelled`, by normalised output (40 bits), for the classes that were named at the beginning. */
  lostByClass: KeyCounts;
  /** Normalised samples that occur k >= 2 times, by k: at most √2n different k among n records. */
  multiplicity: Map<number, number>;
  overlap: { exact: number; normalized: number };
  /** Preference pairs that occur as A > B and as B > A, and the records under them that are no copies. */
  flipped: number;
  flippedRecords: number;
}

/** A reading of nothing; `classes`: normalised outputs whose losses will be asked for, the lower 32 bits and the upper 8. */
function createReading(classes: KeyIndex = new KeyIndex()): Reading {
  return {
    exact: 0,
    normalized: 0,
    input: 0,
    conflicts: 0,
    conflicting: 0,
    lostLabelled: 0,
    lostGenerative: 0,
    lostByClass: createKeyCounts(classes),
    multiplicity: new Map(),
    overlap: { exact: 0, normalized: 0 },
    flipped: 0,
    flippedRecords: 0,
  };
}

export type Readings = Record<SplitName, Reading>;

export function createReadings(classes: Partial<Record<SplitName, KeyIndex>> = {}): Readings {
  return {
    train: createReading(classes.train),
    validation: createReading(classes.validation),
    test: createReading(classes.test),
  };
}

/** Readings of two sets of keys that have no key in common, as one; neither is changed. */
export function mergeReadings(a: Readings, b: Readings): Readings {
  return {
    train: mergeReading(a.train, b.train),
    validation: mergeReading(a.validation, b.validation),
    test: mergeReading(a.test, b.test),
  };
}

function mergeReading(a: Reading, b: Reading): Reading {
  const multiplicity = new Map(a.multiplicity);
  for (const [k, n] of b.multiplicity) multiplicity.set(k, (multiplicity.get(k) ?? 0) + n);
  return {
    exact: a.exact + b.exact,
    normalized: a.normalized + b.normalized,
    input: a.input + b.input,
    conflicts: a.conflicts + b.conflicts,
    conflicting: a.conflicting + b.conflicting,
    lostLabelled: a.lostLabelled + b.lostLabelled,
    lostGenerative: a.lostGenerative + b.lostGenerative,
    lostByClass: mergeKeyCounts(a.lostByClass, b.lostByClass),
    multiplicity,
    overlap: {
      exact: a.overlap.exact + b.overlap.exact,
      normalized: a.overlap.normalized + b.overlap.normalized,
    },
    flipped: a.flipped + b.flipped,
    flippedRecords: a.flippedRecords + b.flippedRecords,
  };
}

type Flat = Omit<Reading, 'lostByClass'> & {
  readonly lo: Uint32Array;
  readonly hi: Uint8Array;
  readonly n: Float64Array;
};
const flatCodec = plainCodec<Record<SplitName, Flat>>(1);

/** Readings as bytes: what a thread or a closed partial file hands over. */
export const readingsCodec: Codec<Readings> = {
  version: 1,
  encode: ({ train, validation, test }) =>
    flatCodec.encode({ train: flatten(train), validation: flatten(validation), test: flatten(test) }),
  decode: (bytes) => {
    const { train, validation, test } = flatCodec.decode(bytes);
    return { train: unflatten(train), validation: unflatten(validation), test: unflatten(test) };
  },
};

function flatten({ lostByClass: { keys, counts }, ...rest }: Reading): Flat {
  // In the order of the keys: the same reading is the same bytes.
  const order = Array.from({ length: keys.size }, (_, i) => i).sort(
    (i, j) => keys.hiOf(i) - keys.hiOf(j) || keys.loOf(i) - keys.loOf(j),
  );
  return {
    ...rest,
    multiplicity: new Map([...rest.multiplicity].sort(([a], [b]) => a - b)),
    lo: Uint32Array.from(order, (i) => keys.loOf(i)),
    hi: Uint8Array.from(order, (i) => keys.hiOf(i)),
    n: Float64Array.from(order, (i) => counts[i]),
  };
}

function unflatten({ lo, hi, n, ...rest }: Flat): Reading {
  const keys = new KeyIndex();
  for (let i = 0; i < lo.length; i++) keys.add(lo[i], hi[i]);
  return { ...rest, lostByClass: { keys, counts: n } };
}

/** Ids of the gates whose places the table knows. */
export const COPIES = 'copies.share';
export const CONFLICTS = 'conflicts.share';
export const LEAK = 'leak.share';
