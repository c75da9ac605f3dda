import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { FtlintError } from '../src/core/error.ts';
import { createRowCutter } from '../src/readers/csv/row-cutter.ts';
import { openFeed } from '../src/readers/feed.ts';
import { streamSource } from '../src/readers/source.ts';
import { readAll, type Reading } from './read-all.ts';

const FIXTURES = new URL('../fixtures/readers/', import.meta.url);
const CASES = new URL('../../shared/cases/', import.meta.url);
const bytesOf = (name: string, from = FIXTURES): Buffer => readFileSync(new URL(name, from));
const lineOf = (bytes: Buffer, offset: number): number =>
  bytes.subarray(0, offset).toString('latin1').split('\n').length;
const utf16 = (text: string, big = false): Buffer =>
  big ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le');
const codes = (reading: Reading): string[] => reading.problems.map(({ code, line }) => `${line} ${code}`);
const texts = (reading: Reading): unknown[] => reading.records.map(({ value }) => value);

/** Where each record begins, as a person would look for it: by its own text. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  'lines.jsonl': ['{"text":"one"}', '{"text":"two"}', '{"text":"caf', '{"text":"five"}'],
  'bom-crlf.jsonl': ['{"text":"bom"}', '{"text":"two"}'],
  'arrays.jsonl': ['["a"', '["b"', '["c"'],
  'torn.jsonl': ['{"text":"good"}', '{"text":"bad,', '{"text":"good again"}', '{"text":"cut of'],
  'array.json': ['{\n    "text": "one', '{"text": "two"', '[1, "x"]', '4, "five"', '"five"', 'null\n]'],
  'one-line.json': ['{"text":"a"}', '{"text":"b"}', '{"text":"c"}'],
  'faults.json': ['{"text":"a"}', '{"text":"b"}', '{"text":"c"}'],
  'torn.json': ['{"text":"a"}', '{"text":"lost', '{"text":"c"}', '{"text":"cut'],
  'splits.json': ['["a", "x"]', '["b", "y"]', '["c", "x"]'],
  'rows-under-key.json': ['{"q": "a"}', '{"q": "b"}'],
  'single.json': ['{\n  "conversations"'],
  'table.csv': ['"hello,', 'plain', '"a\r\n', 'last'],
  'semicolon.csv': ['hallo', 'wie'],
  'quotes.tsv': ['"tis', 'say', '\tc'],
  'no-header.csv': ['a great', 'awful', 'fine'],
  'ragged.csv': ['1,one', '2,two', '3,three', '4,NA'],
  'unclosed.csv': ['"open', 'two', 'three'],
};

const names = Object.keys(MARKS);

describe('places', () => {
  test.each(names)('%s: offsets and lines equal an independent count', async (name) => {
    const bytes = bytesOf(name);
    const { records, end } = await readAll(bytes, name);
    const expected = (MARKS[name] ?? []).map((mark) => bytes.indexOf(mark));
    expect(expected).not.toContain(-1);
    expect(records.map(({ offset }) => offset)).toEqual(expected);
    expect(records.map(({ line }) => line)).toEqual(expected.map((offset) => lineOf(bytes, offset)));
    const text = bytes.toString('latin1');
    const crlf = text.split('\r\n').length - 1;
    expect(end).toMatchObject({
      bytes: bytes.length,
      crlf,
      lf: text.split('\n').length - 1 - crlf,
      records: expected.length,
    });
    expect(end.lines).toBe(text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
  });

  test.each(names)('%s: the same in chunks and batches of any size', async (name) => {
    const bytes = bytesOf(name);
    const whole = await readAll(bytes, name);
    for (const chunk of [1, 2, 3, 7, 65_536]) {
      for (const batch of [1, 5, 262_144]) expect(await readAll(bytes, name, { chunk, batch })).toEqual(whole);
    }
  });

  test.each(names)('%s: the same from gzip', async (name) => {
    const plain = await readAll(bytesOf(name), name);
    const packed = await readAll(gzipSync(bytesOf(name)), `${name}.gz`, { chunk: 3 });
    expect(packed.records).toEqual(plain.records);
    expect(packed.problems).toEqual(plain.problems);
    const { broken } = packed.end;
    expect({ ...packed.end, ...(broken !== undefined && { broken: broken.replace('.gz', '') }) }).toEqual(plain.end);
  });

  const lines = names.filter((name) => name.endsWith('.jsonl'));
  test.each(lines)('%s: each record once, whatever the segments', async (name) => {
    const bytes = bytesOf(name);
    const whole = await readAll(bytes, name);
    for (let segment = 1; segment <= bytes.length + 1; segment++) {
      expect(await readAll(bytes, name, { segment, batch: 16, chunk: 5 })).toEqual(whole);
    }
  });
});

describe('what was read', () => {
  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ['lines.jsonl', 'jsonl', ['3 blank-line', '4 blank-line']],
    ['bom-crlf.jsonl', 'jsonl', []],
    ['arrays.jsonl', 'jsonl', []],
    ['torn.jsonl', 'jsonl', ['2 invalid-json', '4 truncated-last-record']],
    ['array.json', 'json-array', []],
    ['faults.json', 'json-array', ['4 invalid-json', '5 invalid-json', '6 invalid-json']],
    ['torn.json', 'json-array', ['3 invalid-json', '5 truncated-last-record']],
    ['splits.json', 'json-object', []],
    ['rows-under-key.json', 'json-object', []],
    ['single.json', 'json-object', []],
    ['table.csv', 'csv', ['5 blank-line']],
    ['semicolon.csv', 'csv', []],
    ['quotes.tsv', 'tsv', []],
    ['no-header.csv', 'csv', []],
    ['ragged.csv', 'csv', ['2 csv-column-count', '4 csv-column-count', '5 csv-na-token']],
    ['unclosed.csv', 'csv', ['2 csv-unclosed-quote']],
  ];
  test.each(table)('%s is %s', async (name, container, problems) => {
    const reading = await readAll(bytesOf(name), name);
    expect(reading.plan.container).toBe(container);
    expect(codes(reading)).toEqual(problems);
    expect(reading.plan.why.length).toBeGreaterThan(0);
  });

  test('cells, names and splits', async () => {
    expect(texts(await readAll(bytesOf('table.csv'), 'table.csv'))).toEqual([
      { text: 'hello, "you"\nthere', label: 'greet' },
      { text: 'plain', label: 'other' },
      { text: 'a\r\nb', label: 'x' },
      { text: 'last', label: 'y' },
    ]);
    expect(texts(await readAll(bytesOf('quotes.tsv'), 'quotes.tsv'))).toEqual([
      { text: '"tis the day', label: 'a' },
      { text: 'say "no"', label: 'b' },
      { text: '', label: 'c' },
    ]);
    expect(texts(await readAll(bytesOf('no-header.csv'), 'no-header.csv'))[1]).toEqual({
      column_1: 'awful',
      column_2: 'negative',
    });
    const splits = await readAll(bytesOf('splits.json'), 'splits.json');
    expect(splits.records.map(({ split }) => split)).toEqual(['train', 'train', 'validation']);
  });

  test('values under a header with blank and repeated names', async () => {
    expect(texts(await readAll(Buffer.from('name,,name\na,b,c\n'), 'x.csv'))).toEqual([
      { name: 'a', column_2: 'b', name_2: 'c' },
    ]);
  });

  test('an open quote is given up after its limit, and the rows behind it are read', async () => {
    const bytes = Buffer.from(`text,label\n"open,x\n${'row,y\n'.repeat(50)}`);
    const whole = await readAll(bytes, 'x.csv', { quoteBytes: 40 });
    expect(codes(whole)).toEqual(['2 csv-unclosed-quote']);
    expect(whole.records.length).toBe(51);
    for (const chunk of [1, 3, 64])
      expect(await readAll(bytes, 'x.csv', { quoteBytes: 40, chunk, batch: 1 })).toEqual(whole);
  });

  test('invalid UTF-8 in a cell is found at its byte', async () => {
    const bytes = Buffer.concat([
      Buffer.from('text,label\nfine,x\ncaf'),
      Buffer.from([0xe9]),
      Buffer.from(',y\nö,z\n'),
    ]);
    const { problems } = await readAll(bytes, 'x.csv');
    expect(problems).toMatchObject([{ code: 'invalid-utf8', record: 1, offset: bytes.indexOf(0xe9), line: 3 }]);
  });
});

describe('arrays', () => {
  test.each(names.filter((name) => /^(array|one-line)\.json$/.test(name)))(
    '%s: the elements that stream-json finds',
    async (name) => {
      const expected: unknown[] = [];
      for await (const { value } of Readable.from([bytesOf(name)]).pipe(streamArray.withParserAsStream()))
        expected.push(value);
      expect(texts(await readAll(bytesOf(name), name))).toEqual(expected);
    },
  );

  test('any array of JSON values, however it is laid out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.constantFrom(0, 2),
        fc.integer({ min: 1, max: 9 }),
        async (values, indent, chunk) => {
          const bytes = Buffer.from(JSON.stringify(values, null, indent));
          const { records, problems, end } = await readAll(bytes, 'x.json', { chunk, batch: 3 });
          expect(records.map(({ value }) => value)).toEqual(JSON.parse(bytes.toString()));
          expect(problems.filter(({ record }) => record < 0)).toEqual([]);
          expect(end.bytes).toBe(bytes.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('encodings', () => {
  const text = '{"text":"naïve café"}\n{"text":"zwei"}\n';
  const rows = 'text,label\nnaïve café,a\nsüß,b\nélan,a\n';
  test.each([
    ['utf-16le', '\ufeff', false],
    ['utf-16be', '\ufeff', true],
    ['utf-16le', '', false],
    ['utf-16be', '', true],
  ])('%s with mark %j', async (encoding, mark, big) => {
    const bytes = utf16(mark + text, big);
    const reading = await readAll(bytes, 'x.jsonl');
    expect(reading.plan).toMatchObject({
      encoding,
      divisible: false,
      container: 'jsonl',
      notes: [{ code: 'wrong-encoding', data: { encoding } }],
    });
    expect(texts(reading)).toEqual([{ text: 'naïve café' }, { text: 'zwei' }]);
    expect(reading.records[1]?.offset).toBe(Buffer.byteLength('{"text":"naïve café"}\n'));
    expect(await readAll(bytes, 'x.jsonl', { chunk: 1, batch: 1 })).toEqual(reading);
  });

  test('a last line of white space does not make the record before it the torn one', async () => {
    const bytes = Buffer.from('{\n\r');
    const reading = await readAll(bytes, 'x.jsonl');
    expect(reading.problems.map(({ code }) => code)).toEqual(['invalid-json', 'blank-line']);
    expect(await readAll(bytes, 'x.jsonl', { chunk: 1, batch: 1, segment: 1 })).toEqual(reading);
  });

  test('windows-1252, when it is common', async () => {
    const reading = await readAll(Buffer.from(rows.replace('ß', '\x80'), 'latin1'), 'x.csv');
    expect(reading.plan).toMatchObject({ encoding: 'windows-1252', notes: [{ code: 'wrong-encoding' }] });
    expect(texts(reading)[1]).toEqual({ text: 'sü€', label: 'b' });
  });

  test('one stray byte is no encoding', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"text":"fünf"}\n{"text":"x'),
      Buffer.from([0xe9]),
      Buffer.from('y"}\n'),
    ]);
    const reading = await readAll(bytes, 'x.jsonl');
    expect(reading.plan).toMatchObject({ encoding: 'utf-8', notes: [] });
    expect(codes(reading)).toEqual(['2 invalid-utf8']);
  });

  test('a byte order mark is noted', async () => {
    expect((await readAll(bytesOf('bom-crlf.jsonl'), 'bom-crlf.jsonl')).plan.notes).toMatchObject([
      { code: 'utf8-bom' },
    ]);
  });
});

describe('containers by content', () => {
  const table: readonly (readonly [string, string, string, string, string])[] = [
    ['arrays a line', 'x.jsonl', '[1,"a"]\n[2,"b"]\n', 'jsonl', ''],
    ['a pretty array', 'x.jsonl', '[\n {"a":1},\n {"a":2}\n]\n', 'json-array', 'json-array'],
    ['lines named .json', 'x.json', '{"a":1}\n{"a":2}\n', 'jsonl', 'jsonl'],
    ['one object in one line', 'x.jsonl', '{"messages":[{"role":"user","content":"hi"}]}\n', 'jsonl', ''],
    ['one array in one line', 'x.jsonl', '[{"a":1},{"a":2}]', 'json-array', 'json-array'],
    ['splits in one line', 'x.json', '{"train":[["a","b"]],"test":[["c","d"]]}', 'json-object', ''],
    ['a broken first line', 'x.jsonl', '{"a":\n{"a":2}\n{"a":3}\n', 'jsonl', ''],
    ['a comment before the lines', 'x.jsonl', '// rows\n{"a":2}\n{"a":3}\n', 'jsonl', ''],
    ['trailing commas', 'x.jsonl', '{"a":1},\n{"a":2},\n', 'jsonl', ''],
    ['single quotes', 'x.jsonl', "{'a': 'b'}\n{'a': 'c'}\n", 'jsonl', ''],
    ['pretty-printed objects in a row', 'x.jsonl', '{\n  "a": 1\n}\n{\n  "a": 2\n}\n', 'jsonl', ''],
    ['a table named .jsonl', 'x.jsonl', 'text,label\na,b\nc,d\n', 'csv', 'csv'],
    ['tabs named .csv', 'x.csv', 'text\tlabel\na\tb\nc\td\n', 'tsv', 'tsv'],
    ['strings a line', 'x.jsonl', '"a"\n"b"\n', 'jsonl', ''],
    ['one column', 'x.csv', 'text\na\nb\n', 'csv', ''],
    ['no name', '<stdin>', '{"a":1}\n{"a":2}\n', 'jsonl', ''],
    ['a record with numbered answers', 'x.json', '{"question":"q","answers":{"0":"a","1":"b"}}', 'json-object', ''],
    ['records with numbered answers', 'x.jsonl', '{"a":{"0":"a"}}\n{"a":{"0":"b"}}\n', 'jsonl', ''],
  ];
  test.each(table)('%s', async (_, name, text, container, wrong) => {
    const { plan } = await readAll(Buffer.from(text), name);
    expect(plan.container).toBe(container);
    expect(plan.notes.map((note) => note.data?.['found'] ?? note.code)).toEqual(wrong === '' ? [] : [wrong]);
  });
});

describe('files that cannot be read', () => {
  const table: readonly (readonly [string, string | Uint8Array, string, RegExp])[] = [
    ['x.jsonl', '', 'empty-file', /is empty/],
    ['x.jsonl', ' \n\t\n', 'empty-file', /white space/],
    ['x.csv', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n', 'lfs-pointer', /git lfs pull/],
    ['x.jsonl', '\n<!DOCTYPE html><html></html>', 'html', /web page/],
    ['x.csv', 'sep=;\r\ntext;label\r\na;b\r\n', 'excel-sep-line', /takes for the header/],
    ['x.parquet', 'PAR1....', 'unreadable-table', /ends before its footer/],
    ['x.arrow', 'ARROW1..', 'unreadable-table', /damaged/],
    ['x.feather', 'FEA1....', 'unsupported-container', /read_feather/],
    ['x.xlsx', 'PK\x03\x04....[Content_Types].xmlxl/workbook.xml', 'unsupported-container', /read_excel/],
    ['x.zip', 'PK\x03\x04....', 'unsupported-container', /unzip x\.zip/],
    ['x.jsonl.zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'truncated-zstd', /zstd -t/],
    ['x.bz2', 'BZh91AY', 'unsupported-container', /bunzip2/],
    ['x.db', 'SQLite format 3\0', 'unsupported-container', /sqlite3/],
    ['x.pkl', Buffer.from([0x80, 4, 0x95]), 'unsupported-container', /pickle/],
    ['x.pdf', '%PDF-1.7', 'unsupported-container', /pdftotext/],
    ['notes', 'Dear diary\ntoday was fine\n', 'not-understood', /neither JSON nor a table.*\.txt/],
    ['old-mac.csv', 'text,label\ra,b\rc,d\r', 'cr-line-ends', /CR alone.*tr /],
    ['old-mac.jsonl', '{"text":"a"}\r{"text":"b"}\r', 'cr-line-ends', /CR alone.*tr /],
    ['page.txt', '<!DOCTYPE html><html><body>not found</body></html>', 'html', /web page/],
    ['x.txt', Buffer.from([1, 2, 3, 4, 0, 0, 7]), 'unsupported-container', /binary/],
    ['x.bin', Buffer.from([1, 2, 3, 4, 0, 0, 7]), 'unsupported-container', /binary/],
    ['x.gz', gzipSync(''), 'empty-file', /empty/],
    ['x.json', '{"text":{"0":"a","1":"b"},"label":{"0":"x","1":"y"}}', 'not-by-rows', /by columns.*orient='records'/],
    ['x.jsonl', '{"text":{"3":"a","7":"b"}}\n', 'not-by-rows', /by columns/],
    ['x.json', '{\n "text": {\n  "0": "a"\n },\n "n": {\n  "0": 1\n }\n}', 'not-by-rows', /by columns/],
    ['x.json', '{"0":{"text":"a"},"1":{"text":"b"}}', 'not-by-rows', /orient='index'/],
  ];
  test.each(table)('%s', async (name, content, code, words) => {
    const error = await readAll(Buffer.from(content as string), name).then(
      () => undefined,
      (thrown: unknown) => thrown as FtlintError,
    );
    expect(error).toBeInstanceOf(FtlintError);
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(`${error?.message} ${error?.hint}`).toMatch(words);
  });
});

test('a stream that a record breaks off by its size is closed', async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield new Uint8Array(2 ** 28 + 1);
    } finally {
      closed = true;
    }
  }
  const { plan } = await readAll(Buffer.from('{"a":1}\n'), 'x.jsonl');
  const feed = openFeed(plan, { ...(await streamSource(Readable.from([]), 'x')), read: endless }, 0, undefined);
  await feed.more(0, 9);
  await feed.close();
  expect([feed.broken, closed]).toEqual([expect.stringMatching(/256 MiB/), true]);
});

describe('gzip', () => {
  const lines =
    Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ text: `row ${i} ${Math.imul(i, 2654435761)}` })).join(
      '\n',
    ) + '\n';
  const packed = gzipSync(lines);

  test('members one after the other, with zeros behind them, and with garbage', async () => {
    const two = Buffer.concat([packed, gzipSync('{"text":"more"}\n')]);
    const padded = await readAll(Buffer.concat([two, Buffer.alloc(512)]), 'x.jsonl.gz');
    expect(padded.records.length).toBe(20_001);
    expect(padded.end.broken).toBeUndefined();
    const spoilt = await readAll(Buffer.concat([two, Buffer.from('garbage')]), 'x.jsonl.gz');
    expect(spoilt.records.length).toBe(20_001);
    expect(spoilt.end.broken).toMatch(/something follows/);
  });

  test('cut off: what came before is delivered, and it is said', async () => {
    const whole = await readAll(packed, 'x.jsonl.gz');
    const cut = await readAll(packed.subarray(0, packed.length >> 1), 'x.jsonl.gz');
    expect(cut.end.broken).toMatch(/cut off/);
    expect(cut.records.length).toBeGreaterThan(5_000);
    expect(cut.records).toEqual(whole.records.slice(0, cut.records.length));
    expect((await readAll(packed.subarray(0, packed.length - 3), 'x.jsonl.gz')).records.length).toBe(20_000);
  });

  test('damaged', async () => {
    const bad = Buffer.from(packed);
    bad[bad.length - 6] ^= 1;
    expect((await readAll(bad, 'x.jsonl.gz')).end.broken).toMatch(/checksum/);
  });
});

const write = (value: string): string => `"${value.replaceAll('"', '""')}"`;

describe('laws', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', ';', '"', '\n', '\r\n', '\t', '|', '1') });
  test('rows written as CSV come back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        async (rows, lineEnd, chunk) => {
          const text = [['text', 'label', 'id'], ...rows].map((row) => row.map(write).join(',') + lineEnd).join('');
          const reading = await readAll(Buffer.from(text), 'x.csv', { chunk, batch: 7 });
          expect(texts(reading)).toEqual(rows.map(([text, label, id]) => ({ text, label, id })));
        },
      ),
      { numRuns: 200 },
    );
  });

  const soup = fc.array(fc.constantFrom(...'{}[]":,\\ \n\r\t;|ae1'.split(''), '"text"', 'null', '{"a":1}', '\n', 'é'), {
    maxLength: 60,
  });
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    soup.map((parts) => Buffer.from(parts.join(''))),
  );
  test('arbitrary bytes: an FtlintError or a reading that no chunk, batch or segment size changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        anything,
        fc.constantFrom('x.jsonl', 'x.json', 'x.csv', 'x.tsv', 'x'),
        fc.integer({ min: 1, max: 9 }),
        async (bytes, name, size) => {
          try {
            const whole = await readAll(bytes, name);
            expect(await readAll(bytes, name, { chunk: size, batch: size, segment: size })).toEqual(whole);
            expect(whole.end.records).toBe(whole.records.length);
          } catch (error) {
            if (!(error instanceof FtlintError)) throw error;
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('a row cutter loses no byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const cutter = createRowCutter(0x2c, 0x22, 0, Infinity);
        let at = 0;
        for (
          let row = cutter.next(bytes, bytes.length, true);
          row !== undefined;
          row = cutter.next(bytes, bytes.length, true)
        ) {
          expect(row.from).toBe(at);
          at = row.after;
        }
        expect(at).toBe(bytes.length);
      }),
    );
  });
});

describe('the cases of peers', () => {
  const there = existsSync(CASES);
  if (!there) console.warn('../shared/cases is not there: the cases of csv-spectrum and frictionless were NOT run');
  const listed = (folder: string): string[] => (there ? readdirSync(new URL(folder, CASES)).toSorted() : []);

  test('csv-spectrum', async () => {
    for (const name of listed('peers/csv_spectrum/csvs')) {
      const expected = JSON.parse(
        bytesOf(`peers/csv_spectrum/json/${name.replace('.csv', '.json')}`, CASES).toString(),
      ) as unknown;
      const reading = await readAll(bytesOf(`peers/csv_spectrum/csvs/${name}`, CASES), name);
      // Its JSON twin of this one is of another row.
      if (name === 'location_coordinates.csv')
        expect(Object.keys(texts(reading)[0] as object)).toEqual(Object.keys(expected as object));
      else expect({ name, rows: texts(reading) }).toEqual({ name, rows: expected });
      expect(codes(reading)).toEqual([]);
    }
  });

  const frictionless: Readonly<Record<string, readonly [number, readonly string[]]>> = {
    'blank-cells.csv': [5, []],
    'blank-headers.csv': [2, []],
    'blank-rows.csv': [3, []],
    'bom.csv': [2, []],
    'defective-rows.csv': [2, ['2 csv-column-count', '3 csv-column-count']],
    'duplicate-headers.csv': [2, []],
    'duplicate-rows.csv': [3, []],
    'escaping.csv': [3, []],
    'invalid.csv': [3, ['2 csv-column-count', '3 csv-column-count', '4 blank-line', '5 csv-column-count']],
    'latin1.csv': [2, ['3 invalid-utf8']],
    'structure-errors.csv': [4, ['5 csv-column-count']],
    'table.csv': [2, []],
    'table.csv.gz': [2, []],
    'table.json': [3, []],
    'table.jsonl': [2, []],
    'table.keyed.json': [2, []],
    'table.ndjson': [2, []],
    'table-infer-iso-8859-7.csv': [4, []],
    'without-rows.csv': [0, []],
  };
  test('frictionless', async () => {
    if (!there) return;
    for (const [name, [rows, problems]] of Object.entries(frictionless)) {
      const reading = await readAll(bytesOf(`peers/frictionless/files/${name}`, CASES), name);
      expect({ name, rows: reading.records.length, problems: codes(reading) }).toEqual({ name, rows, problems });
    }
  });
});
