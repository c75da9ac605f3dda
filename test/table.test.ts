import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FtlintError } from '../src/core/error.ts';
import { mergeReadings } from '../src/core/readings.ts';
import { PARTITIONS, Table } from '../src/core/table.ts';
import { createSpillFile, spillOver } from '../src/run/spill-file.ts';
import { KeyIndex } from '../src/stats/key-index.ts';
import { readNaively } from './naive-readings.ts';
import {
  add,
  classes,
  comparable,
  copied,
  entry,
  hashed,
  many,
  type Read,
  read,
  tableOf,
  told,
} from './table-entries.ts';

/** Few keys, outputs and records, so that everything meets everything. */
const meeting = fc
  .array(
    fc.record({
      key: fc.nat(6),
      output: fc.nat(3),
      record: fc.nat(3),
      exact: fc.nat(2),
      split: fc.nat(2),
      file: fc.nat(2),
      blank: fc.nat(5),
    }),
    { maxLength: 200 },
  )
  .map((rows) =>
    rows.map((row, i) => {
      const unfit = row.key === 6;
      return entry({
        keyLo: hashed(row.key, 1),
        keyHi: hashed(row.key, 2),
        outLo: unfit ? 0 : hashed(row.output, 3),
        outHi: unfit ? 0 : row.output,
        record: hashed(row.record, 4),
        exact: row.exact,
        split: row.split,
        file: row.file,
        offset: i * 3e9,
        line: i,
        empty: unfit || row.blank === 0,
        unfit,
      });
    }),
  );

describe('what the table says', () => {
  test('is what a naive count says, in any number of shards, in any order, through bytes and through parts', () => {
    fc.assert(
      fc.property(meeting, fc.integer({ min: 1, max: 4 }), fc.boolean(), (entries, shards, shared) => {
        const whole = read(tableOf(entries, { shared }));
        expect(comparable(whole.readings)).toEqual(readNaively(entries, classes().train));
        const parts = Array.from({ length: shards }, (_, s) => tableOf(entries.filter((_e, i) => i % shards === s)));
        const merged = parts.reduceRight((sum, part) => sum.merge(part));
        expect(merged.size).toBe(entries.length);
        expect(told(read(merged))).toEqual(told(whole));

        const decoded = new Table();
        for (let p = PARTITIONS - 1; p >= 0; p--) decoded.addBucket(p, merged.bucket(p));
        expect(told(read(decoded))).toEqual(told(whole));

        const threads = Array.from({ length: shards }, (_, index) =>
          read(Table.from(merged.parts()), { index, of: shards }),
        );
        expect(threads.reduce((sum, { distinct }) => sum + distinct, 0)).toBe(whole.distinct);
        const joined: Read = {
          distinct: whole.distinct,
          readings: threads.map(({ readings }) => readings).reduce(mergeReadings),
          sink: threads.map(({ sink }) => sink).reduce((a, b) => a.merge(b)),
        };
        expect(told(joined)).toEqual(told(whole));
      }),
      { numRuns: 200 },
    );
  });

  test('keeps every field, up to its largest value', () => {
    const largest = entry({
      keyLo: 0xffffffff,
      keyHi: 0xffffffff,
      outLo: 0xffffffff,
      outHi: 0xff,
      record: 0xffffffff,
      exact: 0xfffffffe,
      file: 4095,
      split: 2,
      offset: 2 ** 40 - 1,
      line: 0xffffffff,
    });
    const seen: unknown[] = [];
    tableOf([largest, entry({ ...largest, empty: true, unfit: true, offset: 2 ** 38 + 7, split: 1 })]).groups(
      (file, offset) => file + offset / 2 ** 41,
      (g) => {
        for (let i = 0; i < g.size; i++)
          seen.push([g.ref(i), g.split(i), g.record(i), g.output(i), g.exact(i), g.empty(i), g.unfit(i)]);
      },
    );
    const at = (offset: number) => ({ segment: 4095 + offset / 2 ** 41, offset, line: 0xffffffff });
    expect(seen).toEqual([
      [at(2 ** 38 + 7), 'validation', 0xffffffff, 2 ** 40 - 1, 0xfffffffe, true, true],
      [at(2 ** 40 - 1), 'test', 0xffffffff, 2 ** 40 - 1, 0xfffffffe, false, false],
    ]);
  });

  test('refuses bytes of another bucket, and half an entry', () => {
    const table = tableOf([entry({ keyHi: 0x07000000 }), entry({ keyHi: 0x07000001 })]);
    const bytes = table.bucket(7);
    expect(bytes.length).toBe(64);
    expect(() => new Table().addBucket(8, bytes)).toThrow(RangeError);
    expect(() => new Table().addBucket(7, bytes.subarray(0, 33))).toThrow(RangeError);
    // A view that begins at an odd byte, as in a file that was read whole.
    const odd = new Uint8Array(65);
    odd.set(bytes, 1);
    const decoded = new Table();
    decoded.addBucket(7, odd.subarray(1));
    expect(decoded.bucket(7)).toEqual(bytes);
  });

  test('goes on growing after it was merged and grouped', () => {
    const table = tableOf([entry({ keyLo: 1 })]).merge(tableOf([entry({ keyLo: 1, offset: 5 })]));
    expect(read(table).readings.train.input).toBe(1);
    add(table, entry({ keyLo: 1, offset: 9 }));
    expect(read(table).readings.train.input).toBe(2);
    expect(table.size).toBe(3);
  });
});

describe('with a budget', () => {
  test('a table that spills says the same as one that does not', () => {
    const entries = copied(many(150_000, 9));
    const inMemory = read(tableOf(entries));
    const spill = createSpillFile();
    try {
      const table = tableOf(entries, { budget: 2 ** 20, spill });
      expect(table.memory().held).toBeLessThanOrEqual(2 ** 20);
      expect(table.memory().spilled).toBeGreaterThan(3 * 2 ** 20);
      expect(told(read(table))).toEqual(told(inMemory));
      expect(table.memory()).toMatchObject({ held: 0, spilled: 150_000 * 32 });
      // Again, and with more entries after it.
      add(table, entry({ keyLo: 1, keyHi: 1 }));
      expect(read(table).distinct).toBe(inMemory.distinct + 1);
    } finally {
      spill.close();
    }
  });

  test('a temporary file leaves nothing behind, and says so when it cannot be made', () => {
    const root = mkdtempSync(join(tmpdir(), 'ftlint-test-'));
    try {
      const spill = createSpillFile(root);
      const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i);
      expect([spill.write(bytes), spill.write(bytes)]).toEqual([0, 1000]);
      const into = new Uint8Array(10);
      spill.read(995, into);
      expect([...into]).toEqual([...bytes.subarray(995), 0, 1, 2, 3, 4]);
      spill.close();
      spill.close();
      expect(readdirSync(root)).toEqual([]);
      expect(() => createSpillFile(join(root, 'none'))).toThrow(expect.objectContaining({ code: 'spill' }));
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test('tables of several threads spill each to their own file, and are grouped together', () => {
    const entries = copied(many(120_000, 7));
    const whole = read(tableOf(entries));
    const files = [createSpillFile(), createSpillFile()];
    try {
      const [a, b] = files.map(({ fd }, s) =>
        tableOf(
          entries.filter((_, i) => (i >>> 10) % 2 === s),
          { budget: 2 ** 20, spill: spillOver(fd), shared: true },
        ),
      );
      b.merge(a);
      for (let p = 0; p < PARTITIONS; p += 50) expect(b.bucket(p).length % 32).toBe(0);
      b.settle(2);
      const shares = [0, 1].map((index) =>
        read(Table.from(structuredClone(b.parts()), [spillOver(files[1].fd), spillOver(files[0].fd)]), {
          index,
          of: 2,
        }),
      );
      const readings = shares.map((share) => share.readings).reduce(mergeReadings);
      expect(comparable(readings)).toEqual(comparable(whole.readings));
    } finally {
      for (const file of files) file.close();
    }
  });

  test('too small a budget for one partition, or none to spill to, is told before memory runs out', () => {
    const entries = copied(many(60_000, 3, true));
    const spill = createSpillFile();
    try {
      const table = tableOf(entries, { budget: 2 ** 20, spill });
      expect(() => read(table)).toThrow(expect.objectContaining({ code: 'max-memory' }));
      expect(() => tableOf(entries, { budget: 2 ** 20 })).toThrow(FtlintError);
      expect(told(read(tableOf(entries, { budget: 2 ** 23, spill })))).toEqual(told(read(tableOf(entries))));
    } finally {
      spill.close();
    }
  });
});

test('an index of keys numbers them as a Map would, and is empty when it was cleared', () => {
  const keys = new KeyIndex();
  const key = fc.tuple(fc.nat(3), fc.oneof(fc.nat(40), fc.integer({ min: -5, max: 2 ** 32 - 1 })));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 300 }), (list) => {
      keys.clear();
      const known = new Map<string, number>();
      for (const [hi, lo] of list) {
        const name = `${hi} ${lo >>> 0}`;
        expect(keys.find(lo, hi)).toBe(known.get(name) ?? -1);
        if (!known.has(name)) known.set(name, known.size);
        expect(keys.add(lo, hi)).toBe(known.get(name));
      }
      expect(keys.size).toBe(known.size);
    }),
  );
});
