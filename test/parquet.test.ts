import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { lz4Hadoop, lz4Raw } from '../src/readers/compression/lz4.ts';
import { Unreadable } from '../src/readers/rows/row-file.ts';
import { unsnappy } from '../src/readers/compression/snappy.ts';
import { readThrift } from '../src/readers/parquet/thrift.ts';
import { hybrid } from '../src/readers/parquet/levels.ts';
import { damaged, damages } from './damage.ts';
import { openTable, readTable, tableBytes } from './row-tables.ts';

const lines = (name: string): string => tableBytes(name).toString('utf8');

describe('what Python says of the same rows', () => {
  test.each(['types.parquet', 'types-v2.parquet', 'types-delta.parquet'])('%s', (name) => {
    expect(readTable(tableBytes(name))).toBe(lines('types.jsonl'));
  });
  test('time stamps of 96 bits, decimals as numbers, lists of older writers', () => {
    const without = lines('types.jsonl').replaceAll(/"utc":(?:null|"[^"]*"),/g, '');
    expect(readTable(tableBytes('types-old.parquet'))).toBe(without);
  });
  test.each(['none', 'snappy', 'gzip', 'brotli', 'lz4', 'zstd'])('compressed with %s', (codec) => {
    expect(readTable(tableBytes(`chat-${codec}.parquet`))).toBe(lines('chat.jsonl'));
  });
  test('row groups are stretches', () => {
    const { rows, stretches } = openTable(tableBytes('types.parquet'));
    expect([rows, stretches.map(({ start, rows: count }) => [start, count])]).toEqual([
      6,
      [
        [0, 4],
        [4, 2],
      ],
    ]);
  });
});

/** A row as it comes out of hyparquet, where JSON has the same. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? Number(v) : v)) ?? 'null');

describe('another reader of the same bytes', () => {
  test('any columns, in pages and row groups of any size', async () => {
    const text = fc.option(fc.oneof(fc.constantFrom('a', 'b', 'user'), fc.string({ unit: 'binary', maxLength: 40 })));
    const row = fc.record({
      text,
      number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0))),
      whole: fc.integer(),
      yes: fc.option(fc.boolean()),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 20, max: 400 }),
        fc.constantFrom('SNAPPY' as const, 'UNCOMPRESSED' as const),
        async (rows, rowGroupSize, pageSize, codec) => {
          const columnData = [
            { name: 'text', data: rows.map((r) => r.text), type: 'STRING' as const },
            { name: 'number', data: rows.map((r) => r.number), type: 'DOUBLE' as const },
            { name: 'whole', data: Int32Array.from(rows, (r) => r.whole), type: 'INT32' as const },
            { name: 'yes', data: rows.map((r) => r.yes), type: 'BOOLEAN' as const },
          ];
          const bytes = parquetWriteBuffer({ columnData, rowGroupSize, pageSize, codec });
          const own = readTable(new Uint8Array(bytes)).trimEnd().split('\n');
          const theirs = await parquetReadObjects({ file: bytes });
          expect(own.map((line) => JSON.parse(line) as unknown)).toEqual(theirs.map(plain));
          expect(own.map((line) => JSON.parse(line) as unknown)).toEqual(rows.map(plain));
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** A file of one column, by the bytes of its footer's structs: what a hostile one may say of itself. */
function footed(body: Uint8Array, footer: readonly number[]): Uint8Array {
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(footer.length);
  tail.write('PAR1', 4);
  return Buffer.concat([Buffer.from('PAR1'), body, Buffer.from(footer), tail]);
}

const good = tableBytes('types.parquet');
const changed = (at: number, ...bytes: number[]): Uint8Array => {
  const copy = new Uint8Array(good);
  copy.set(bytes, at < 0 ? copy.length + at : at);
  return copy;
};

/** Schema of one column `a` of 32-bit numbers, thrift's compact protocol. */
const SCHEMA = [0x19, 0x2c, 0x48, 0x01, 0x73, 0x15, 0x02, 0x00, 0x15, 0x02, 0x25, 0x00, 0x18, 0x01, 0x61, 0x00];
const varint = (value: number): number[] => {
  const out: number[] = [];
  for (let left = value * 2; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...out, left];
    out.push((left % 128) + 128);
  }
};

describe('hostile and damaged files', () => {
  const table: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['only the first bytes', Buffer.from('PAR1'), /ends before its footer/],
    ['cut off', good.subarray(0, 4000), /was cut off/],
    ['a footer longer than the file', changed(-8, 0xff, 0xff, 0xff, 0x7f), /footer would be longer/],
    ['a footer of nothing', changed(-8, 0, 0, 0, 0), /damaged/],
    ['an encrypted footer', changed(-4, 0x50, 0x41, 0x52, 0x45), /is encrypted/],
    [
      'a number without end in the footer',
      footed(Buffer.alloc(0), [0x16, ...Array<number>(5e5).fill(0x80)]),
      /damaged/,
    ],
    [
      'a list longer than the file',
      footed(Buffer.alloc(0), [0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 7]),
      /footer is cut off/,
    ],
    ['structs without end', footed(Buffer.alloc(0), [0x29, ...Array<number>(9e4).fill(0x1c)]), /damaged/],
    [
      'a schema of itself',
      footed(Buffer.alloc(0), [0x29, 0x1c, 0x55, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0, 0]),
      /schema makes no sense/,
    ],
    [
      '10^12 rows of nothing',
      footed(Buffer.alloc(0), [0x15, 2, ...SCHEMA, 0x16, ...varint(1e12), 0x19, 0x0c, 0]),
      /claims 1,000,000,000,000 rows/,
    ],
    [
      'rows that no row group has',
      footed(Buffer.alloc(0), [0x15, 2, ...SCHEMA, 0x16, ...varint(9), 0x19, 0x0c, 0]),
      /do not add up/,
    ],
  ];
  test.each(table)('%s', (_, bytes, words) => {
    expect(readTable(bytes)).toMatch(words);
  });

  test('a page that claims two gigabytes', () => {
    // The head of the first page: type, then its length when it is decompressed.
    const at = good.indexOf(Buffer.from([0x15, 0x04, 0x15]), 4) + 3;
    expect(readTable(changed(at, 0xfe, 0xff, 0xff, 0xff, 0x0f))).toMatch(/unreadable/);
  });

  test('any byte changed, any tail lost: rows, or what is wrong', () => {
    const names = [
      'types.parquet',
      'types-v2.parquet',
      'types-delta.parquet',
      'types-old.parquet',
      'chat-lz4.parquet',
      'chat-gzip.parquet',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), damages, (name, damage) => {
        readTable(damaged(tableBytes(name), damage, 4));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('parts', () => {
  test('a run of 2^30 levels takes no memory', () => {
    const next = hybrid(Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x08, 1), 0, 6, 1);
    for (let i = 0; i < 1000; i++) expect(next.next()).toBe(1);
  });
  test('packed numbers of every width', () => {
    for (let width = 1; width <= 32; width++) {
      const values = Array.from({ length: 8 }, (_, i) => ((i * 0x9e3779b1 + 12345) % 2 ** width) >>> 0);
      const bits = values.map((value) => [...value.toString(2).padStart(width, '0')].toReversed().join('')).join('');
      const bytes = [
        3,
        ...Array.from({ length: width }, (_, i) =>
          parseInt(
            bits
              .slice(i * 8, i * 8 + 8)
              .split('')
              .toReversed()
              .join(''),
            2,
          ),
        ),
      ];
      const next = hybrid(Uint8Array.from(bytes), 0, bytes.length, width);
      expect(values.map(() => next.next())).toEqual(values);
    }
  });
  test('fields that nobody wants are passed over', () => {
    const bytes = Uint8Array.of(0x15, 0x02, 0x1c, 0x18, 0x03, 1, 2, 3, 0x00, 0x15, 0x04, 0x00);
    expect([...readThrift(bytes, 0, { 1: true, 3: true }).value]).toEqual([
      [1, 1],
      [3, 2],
    ]);
  });
  test('copies that read what they write', () => {
    // "ab", then eight bytes from two back; raw LZ4 the same.
    expect(Buffer.from(unsnappy(Uint8Array.of(10, 0x04, 0x61, 0x62, 0x1e, 2, 0), 10)).toString()).toBe('ababababab');
    expect(Buffer.from(lz4Raw(Uint8Array.of(0x24, 0x61, 0x62, 2, 0), 10)).toString()).toBe('ababababab');
  });
  test.each([
    ['snappy that copies from before its beginning', () => unsnappy(Uint8Array.of(4, 0x0e, 9, 0), 4)],
    ['snappy longer than it says', () => unsnappy(Uint8Array.of(1, 0x04, 0x61, 0x62), 1)],
    ['LZ4 that copies from before its beginning', () => lz4Raw(Uint8Array.of(0x04, 1, 0), 8)],
    ['LZ4 without its end', () => lz4Raw(Uint8Array.of(0xf0, 255, 255), 600)],
    ['LZ4 of another length', () => lz4Hadoop(Uint8Array.of(0x10, 0x61), 2)],
  ])('%s', (_, act) => {
    expect(act).toThrow(Unreadable);
  });
});
