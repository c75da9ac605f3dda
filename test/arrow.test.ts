import { describe, expect, test } from '@jest/globals';
import { bool, dictionary, float64, int32, list, struct, tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette';
import fc from 'fast-check';
import { createJsonText } from '../src/readers/rows/json-text.ts';
import { rootTable } from '../src/readers/arrow/flatbuffer.ts';
import { Unreadable } from '../src/readers/rows/row-file.ts';
import { damaged, damages } from './damage.ts';
import { openTable, readTable, tableBytes } from './row-tables.ts';

const lines = (name: string): string => tableBytes(name).toString('utf8');

describe('what Python says of the same rows', () => {
  test.each(['types-stream.arrow', 'types-zstd.arrow', 'types.feather'])('%s', (name) => {
    expect(readTable(tableBytes(name))).toBe(lines('types.jsonl'));
  });
  test('a file whose index alone says where its blocks are', () => {
    expect(readTable(tableBytes('chat-polars.arrow'))).toBe(lines('chat.jsonl'));
  });
  test('views, wide offsets, fixed sizes, other units', () => {
    expect(readTable(tableBytes('layouts.arrow'))).toBe(lines('layouts.jsonl'));
  });
  test('dictionaries that grow and are replaced', () => {
    const labels = readTable(tableBytes('dictionaries.arrow')).trimEnd().split('\n');
    expect(labels.map((line) => (JSON.parse(line) as { label: string }).label)).toEqual(['a', 'b', 'c', 'a', 'y', 'x']);
  });
  test('batches in any order see the dictionaries of their place', () => {
    const file = openTable(tableBytes('dictionaries.arrow'));
    const labels = [2, 0, 1].map((stretch) => {
      const text = createJsonText();
      const rows = file.write(stretch, text);
      while (!rows.next().done);
      return Buffer.from(text.bytes.slice(0, text.length))
        .toString()
        .match(/[a-z](?="})/g);
    });
    expect(labels).toEqual([
      ['y', 'x'],
      ['a', 'b'],
      ['c', 'a'],
    ]);
  });
  test('record batches are stretches', () => {
    const { rows, stretches } = openTable(tableBytes('types-stream.arrow'));
    expect([rows, stretches.map((stretch) => [stretch.start, stretch.rows])]).toEqual([
      6,
      [
        [0, 4],
        [4, 2],
      ],
    ]);
  });
});

describe('another writer', () => {
  test('any rows, as a stream and as a file', () => {
    const row = fc.record({
      text: fc.option(fc.string({ unit: 'binary', maxLength: 30 })),
      label: fc.option(fc.constantFrom('a', 'b')),
      number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0))),
      whole: fc.option(fc.integer()),
      yes: fc.option(fc.boolean()),
      turns: fc.option(
        fc.array(
          fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.option(fc.string({ maxLength: 9 })) }),
          { maxLength: 3 },
        ),
      ),
    });
    const types = {
      text: utf8(),
      label: dictionary(utf8()),
      number: float64(),
      whole: int32(),
      yes: bool(),
      turns: list(struct({ role: utf8(), content: utf8() })),
    };
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('stream' as const, 'file' as const),
        (rows, maxBatchRows, format) => {
          const columns = Object.fromEntries(
            Object.keys(types).map((key) => [key, rows.map((r) => r[key as keyof typeof r])]),
          );
          const bytes = tableToIPC(tableFromArrays(columns, { types, maxBatchRows }), { format }) as Uint8Array;
          const own = readTable(bytes)
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as unknown);
          expect(own).toEqual(rows);
        },
      ),
      { numRuns: 100 },
    );
  });
});

const stream = tableBytes('types-stream.arrow');
const feather = tableBytes('types.feather');
const zstd = tableBytes('types-zstd.arrow');
const changed = (bytes: Buffer, at: number, ...values: number[]): Uint8Array => {
  const copy = new Uint8Array(bytes);
  copy.set(values, at < 0 ? copy.length + at : at);
  return copy;
};

describe('hostile and damaged files', () => {
  const table: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['only the mark of a message', stream.subarray(0, 4), /cut off/],
    ['only the mark of a file', feather.subarray(0, 8), /cut off/],
    ['a stream cut off', stream.subarray(0, 4000), /cut off/],
    ['a file cut off', feather.subarray(0, 4000), /cut off/],
    ['a description of two gigabytes', changed(stream, 4, 0xff, 0xff, 0xff, 0x7f), /message in it makes no sense/],
    ['a description of no bytes', changed(stream, 4, 0, 0, 0, 0), /does not begin with its columns/],
    // A byte of the lengths and distances by which zstd copies; its letters alone are nobody's to judge.
    ['a zstd buffer overwritten', changed(zstd, 3911, 0x5a, 0xa5), /a compressed buffer cannot be read/],
    ['an index longer than the file', changed(feather, -10, 0xff, 0xff, 0xff, 0x7f), /message in it makes no sense/],
  ];
  test.each(table)('%s', (_, bytes, words) => {
    expect(readTable(bytes)).toMatch(words);
  });

  test('a vector longer than its message', () => {
    // A root table whose field 0 points to a vector of 2^31 tables.
    const bytes = Uint8Array.of(12, 0, 0, 0, 0, 0, 6, 0, 8, 0, 4, 0, 6, 0, 0, 0, 4, 0, 0, 0, 255, 255, 255, 127);
    expect(() => rootTable(bytes).tables(0)).toThrow(Unreadable);
  });

  test('any byte changed, any tail lost: rows, or what is wrong', () => {
    const names = ['types-stream.arrow', 'types-zstd.arrow', 'types.feather', 'layouts.arrow', 'dictionaries.arrow'];
    fc.assert(
      fc.property(fc.constantFrom(...names), damages, (name, damage) => {
        readTable(damaged(tableBytes(name), damage, 8));
      }),
      { numRuns: 700 },
    );
  });
});
