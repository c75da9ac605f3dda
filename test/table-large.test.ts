import { describe, expect, test } from '@jest/globals';
import type { TableEntry } from './table-entries.ts';
import { readNaively } from './naive-readings.ts';
import { classes, comparable, copied, entry, hashed, many, read, tableOf } from './table-entries.ts';

describe('large', () => {
  test('a partition of 150,000 entries is divided, and says what a naive count says', () => {
    const entries = copied(many(150_000, 4, true));
    const { readings } = read(tableOf(entries));
    expect(comparable(readings)).toEqual(readNaively(entries, classes().train));
  });

  test('two million records under one key, each split with its own answers', () => {
    const count = 2_000_000;
    function* prompts(): Generator<TableEntry> {
      const e = entry({ keyLo: 77, keyHi: 0x12345678 });
      for (let i = 0; i < count; i++) {
        const answer = i % 5 === 0 ? i - (i % 50) : i;
        e.outLo = hashed(answer, 3);
        e.outHi = answer & 0xff;
        e.record = i % 50 === 5 ? 1 : hashed(answer, 4);
        e.exact = i % 1000 === 0 ? 2 : hashed(i % 3, 5);
        e.split = i % 10 === 0 ? 2 : 0;
        e.empty = i % 100 === 3;
        e.offset = i * 1000;
        e.line = i;
        yield e;
      }
    }
    const { readings, sink, distinct } = read(tableOf(prompts()));
    expect(distinct).toBe(1);
    expect(comparable(readings)).toEqual(readNaively(prompts(), classes().train));
    const copies = sink.of('copies.share');
    expect(copies?.places.map(({ ref }) => ref.line)).toEqual([10, 15, 20, 25, 30]);
  });

  test('twenty million distinct keys, more than a Set can hold', () => {
    const count = 20_000_000;
    const before = process.memoryUsage().arrayBuffers;
    const table = tableOf(many(count, count + 1));
    expect(read(table)).toMatchObject({ distinct: count, readings: { train: { input: 0, exact: 0 } } });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(count * 36);
  });
});
