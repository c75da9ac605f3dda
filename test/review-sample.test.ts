import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { draw } from '../src/advise/review/sample/draw.ts';
import {
  addTo,
  type Candidate,
  createPool,
  mergePools,
  poolCodec,
  type ReviewPool,
} from '../src/advise/review/sample/pool.ts';
import { spread } from '../src/advise/review/sample/spread.ts';
import { hex, mix } from '../src/core/hash.ts';
import type { RecordView } from '../src/core/record.ts';
import { wilson } from '../src/stats/wilson.ts';

/** Hash of a number, other ones with another salt. */
function hashOf(n: number, salt: number): { readonly lo: number; readonly hi: number } {
  const lanes = { lo: salt, hi: 9 };
  mix(lanes, n, n * 31 + 1);
  mix(lanes, salt, n);
  return { lo: lanes.lo >>> 0, hi: lanes.hi >>> 0 };
}

/** A labelled record: equal numbers are equal records, spelt with some white space or less. */
function record(n: number, label: number, length: number, salt = 7): RecordView {
  const own = hashOf(n, salt);
  const { lo, hi } = hashOf(label, 1);
  const sample = { kind: 'labelled-text', texts: 1, text: [0], output: { hashLo: lo, hashHi: hi } };
  return { hashLo: own.lo, hashHi: own.hi, sample, codePoints: () => length } as unknown as RecordView;
}

function poolOf(size: number, sizes: readonly number[], salt = 7): ReviewPool {
  const pool = createPool(size);
  let n = 0;
  for (const [label, count] of sizes.entries())
    for (let i = 0; i < count; i++) addTo(pool, record(n++, label, (i * 37) % 101, salt));
  return pool;
}

/** How many of the hashes are of each class. */
function perClass(hashes: readonly string[], sizes: readonly number[]): readonly number[] {
  const labelOf = new Map<string, number>();
  let n = 0;
  for (const [label, count] of sizes.entries())
    for (let i = 0; i < count; i++) {
      const { lo, hi } = hashOf(n++, 7);
      labelOf.set(hex(lo, hi), label);
    }
  return sizes.map((_, label) => hashes.filter((hash) => labelOf.get(hash) === label).length);
}

describe('the drawn part', () => {
  test.each([
    ['two classes', 50, [900, 100], 0],
    ['even classes', 50, Array<number>(10).fill(200), 0],
    ['with some of the worst', 50, [900, 100], 30],
    ['more records than the pool holds', 50, [12_000, 3000, 5000], 0],
  ])('%s: each class has its share, rounded up or down', (_name, size, sizes, worst) => {
    const { drawn, ofClasses } = draw(poolOf(size, sizes), size, worst);
    expect(drawn).toHaveLength(worst === 0 ? size : size * 0.8);
    expect(ofClasses).toEqual([]);
    const all = sizes.reduce((a, b) => a + b);
    // Of a large set the pool is a part: its shares are within a point or two of the set's.
    const off = all > 4096 ? 2 : 1;
    for (const [label, count] of perClass(drawn, sizes).entries())
      expect(Math.abs(count - (drawn.length * sizes[label]) / all)).toBeLessThan(off);
  });

  test('goes from short to long inside a class, and where there are none', () => {
    const pool = Array.from({ length: 900 }, (_, n): Candidate => {
      const { lo, hi } = hashOf(n, 7);
      return { hash: hex(lo, hi), label: '', length: n };
    }).toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
    const lengths = spread(pool, 30)
      .map(({ length }) => length)
      .toSorted((a, b) => a - b);
    expect(lengths.map((length) => Math.floor(length / 30))).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  test.each([
    ['rare ones', 50, [5000, 3, 3, 3, 2], 0, 0],
    ['as many as records', 40, [9000, ...Array<number>(19).fill(1)], 8, 0],
    ['more rare ones than half of the page', 20, [9000, ...Array<number>(15).fill(1)], 0, 5],
  ])('%s: each class has a record, as far as half of the page goes', (_name, size, sizes, worst, without) => {
    const { drawn, ofClasses, classes } = draw(poolOf(size, sizes), size, worst);
    expect(classes).toEqual({ count: sizes.length, exact: true, without });
    expect(perClass([...drawn, ...ofClasses], sizes).filter((n) => n === 0)).toHaveLength(without);
    expect(drawn.length).toBeGreaterThanOrEqual(size / 2);
    expect(drawn.length + ofClasses.length).toBeLessThanOrEqual(size);
    for (const count of perClass(ofClasses, sizes)) expect(count).toBeLessThanOrEqual(1);
  });

  test('no class is added where there are more than records', () => {
    const { drawn, ofClasses, classes } = draw(poolOf(50, Array<number>(77).fill(9)), 50, 0);
    expect([drawn.length, ofClasses.length, classes]).toEqual([50, 0, { count: 77, exact: true, without: undefined }]);
  });

  test('100,000 classes take no more room than a thousand', () => {
    const pool = poolOf(50, Array<number>(100_000).fill(1));
    expect(pool.classes.values.size).toBeLessThanOrEqual(1280);
    expect(pool.records.values.size).toBeLessThanOrEqual(5120);
    expect(poolCodec.encode(pool).length).toBeLessThan(400_000);
    const { classes, drawn } = draw(pool, 50, 0);
    expect(drawn).toHaveLength(50);
    expect(classes.exact).toBe(false);
    expect(Math.abs(classes.count - 100_000)).toBeLessThan(10_000);
  });

  test('of all records is all', () => {
    expect(draw(poolOf(50, [7, 5]), 50, 3)).toMatchObject({ ofClasses: [], spare: [] });
    expect(draw(poolOf(50, [7, 5]), 50, 3).drawn).toHaveLength(12);
    expect(draw(createPool(50), 50, 0)).toMatchObject({ drawn: [], classes: { count: 0, without: 0 } });
  });

  test('a record more changes little', () => {
    const sizes = [500, 300, 100];
    const before = new Set(draw(poolOf(50, sizes), 50, 0).drawn);
    const pool = poolOf(50, sizes);
    addTo(pool, record(1_000_000, 1, 50));
    expect(draw(pool, 50, 0).drawn.filter((hash) => before.has(hash)).length).toBeGreaterThan(40);
  });
});

test('the pool is one however the records are shared out: any parts, any order, any grouping', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6000 }), fc.integer({ min: 1, max: 1500 }), (distinct, labels) => {
      const parts = [0, 1, 2].map(() => createPool(10));
      const one = createPool(10);
      for (let i = 0; i < 7000; i++) {
        const n = (i * 7919) % distinct;
        // Copies may be of other lengths: what has no text is measured by its bytes.
        const view = record(n, n % labels, 5 + (i % 3));
        addTo(one, view);
        addTo(parts[(i * 13) % 3], view);
      }
      const [a, b, c] = parts.map((pool) => poolCodec.decode(poolCodec.encode(pool)));
      const bytes = (pool: ReviewPool): string => Buffer.from(poolCodec.encode(pool)).toString('base64');
      expect(bytes(mergePools(mergePools(a, b), c))).toBe(bytes(one));
      expect(bytes(mergePools(a, mergePools(b, c)))).toBe(bytes(one));
      expect(bytes(mergePools(mergePools(c, a), b))).toBe(bytes(one));
      expect(bytes(mergePools(createPool(10), one))).toBe(bytes(one));
      expect(draw(mergePools(c, mergePools(b, a)), 10, 1)).toEqual(draw(one, 10, 1));
    }),
    { numRuns: 6 },
  );
});

describe('the interval', () => {
  /** Classes of many sizes; whether a record is bad hangs on its class, on its length or on nothing. */
  const sizes = [300, 120, 60, 30, ...Array<number>(30).fill(3)];
  const BAD = {
    'by class': (label: number, _rank: number, _n: number) => label >= 3,
    'the longest of a class': (label: number, rank: number) => rank >= sizes[label] - Math.ceil(sizes[label] / 5),
    'the shortest of a class': (label: number, rank: number) => rank < Math.ceil(sizes[label] / 4),
    any: (_label: number, _rank: number, n: number) => n % 11 === 0,
  };
  const SETS = 250;

  /** How often the interval holds the truth when `count` records are drawn at random. */
  function coverage(truth: number, count: number): number {
    let [chance, holds] = [(1 - truth) ** count, 0];
    for (let hits = 0; hits <= count; hits++) {
      const [low, high] = wilson(hits, count);
      if (low <= truth && truth <= high) holds += chance;
      chance *= ((count - hits) / (hits + 1)) * (truth / (1 - truth));
    }
    return holds;
  }

  test.each(Object.entries(BAD))('bad %s: the estimate is right on average, the interval holds', (_name, bad) => {
    let [rejected, covered, truth] = [0, 0, 0];
    const count = 60;
    for (let salt = 0; salt < SETS; salt++) {
      const isBad = new Map<string, boolean>();
      const pool: Candidate[] = [];
      let n = 0;
      for (const [label, many] of sizes.entries())
        for (let rank = 0; rank < many; rank++) {
          const { lo, hi } = hashOf(n, salt + 100);
          pool.push({ hash: hex(lo, hi), label: String(label), length: rank });
          isBad.set(hex(lo, hi), bad(label, rank, n++));
        }
      truth = [...isBad.values()].filter(Boolean).length / n;
      const drawn = spread(
        pool.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)),
        count,
      );
      expect(drawn).toHaveLength(count);
      const hits = drawn.filter(({ hash }) => isBad.get(hash)).length;
      rejected += hits;
      const [low, high] = wilson(hits, count);
      if (low <= truth && truth <= high) covered++;
    }
    // Four standard errors of the mean, were the records drawn at random.
    const error = Math.sqrt((truth * (1 - truth)) / (count * SETS));
    expect(Math.abs(rejected / (count * SETS) - truth)).toBeLessThan(4 * error);
    // Wilson's interval holds a little more or less than 95 %, as the counts fall: no less often than at random.
    expect(covered / SETS).toBeGreaterThan(coverage(truth, count) - 3 * Math.sqrt((0.95 * 0.05) / SETS));
  });
});
