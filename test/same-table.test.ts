import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { tableFromArrays, tableToIPC } from '@uwdata/flechette';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { DatasetReport } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';
import './seed.ts';
import { cases, hasCases } from './shared.ts';
import { frame } from './zstd-frames.ts';

type Row = Readonly<Record<string, string>>;

const scratch = mkdtempSync(join(tmpdir(), 'ftlint-same-'));
afterAll(() => rmSync(scratch, { recursive: true }));
let number = 0;

const cell = (text: string, delimiter: string): string =>
  text === '' || /["\r\n]/.test(text) || text.includes(delimiter) || text.trim() === ''
    ? `"${text.replaceAll('"', '""')}"`
    : text;
const table = (rows: readonly Row[], delimiter: string, end: string): string =>
  [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))]
    .map((cells) => cells.map((text) => cell(text, delimiter)).join(delimiter) + end)
    .join('');
const lines = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const columnsOf = (rows: readonly Row[]): readonly (readonly [string, string[]])[] =>
  Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])]);

/** The table in every container that is read. */
const WRITE: Readonly<Record<string, (rows: readonly Row[]) => string | Uint8Array>> = {
  'rows.jsonl': lines,
  'rows.jsonl.gz': (rows) => gzipSync(lines(rows)),
  'rows.jsonl.zst': (rows) => frame(lines(rows).match(/[^]{1,10000}/g) as string[]),
  'rows.json': (rows) => JSON.stringify(rows),
  'indented.json': (rows) => JSON.stringify(rows, null, 2),
  'under-a-key.json': (rows) => JSON.stringify({ data: rows }),
  'rows.csv': (rows) => table(rows, ',', '\n'),
  'crlf.csv': (rows) => table(rows, ',', '\r\n'),
  'semicolon.csv': (rows) => table(rows, ';', '\n'),
  'rows.tsv': (rows) => table(rows, '\t', '\n'),
  'rows.parquet': (rows) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: columnsOf(rows).map(([name, data]) => ({ name, data, type: 'STRING' as const })),
      }),
    ),
  'stream.arrow': (rows) =>
    tableToIPC(tableFromArrays(Object.fromEntries(columnsOf(rows))), { format: 'stream' }) as Uint8Array,
  'file.arrow': (rows) =>
    tableToIPC(tableFromArrays(Object.fromEntries(columnsOf(rows))), { format: 'file' }) as Uint8Array,
};

/** Rules about how a file is written: what they say is no fact of the table. A cell of CSV has no type, so a word may be taken for a missing one. */
const OF_THE_FILE = new Set([
  // A word that stands for a missing value: what loaders read in a table (csv-na-token), what is learnt elsewhere.
  'csv-na-token',
  'missing-value-text',
  'csv-header',
  'wrong-extension',
  'json-lines-extension',
  'unicode-line-separator',
]);

/** What a report says of the table: measures, gates and findings, without names, places and why it was read so. */
function facts({
  measures,
  splits,
  gates,
  findings,
  format,
  task,
  verdict,
  unclear,
  distance,
}: DatasetReport): unknown {
  const said = findings
    .filter(({ rule }) => !OF_THE_FILE.has(rule))
    .map(({ places, ...finding }) => ({
      ...finding,
      message: places.length === 0 ? finding.message : '',
      pointers: places.map(({ pointer }) => pointer),
    }));
  const gated = gates.map((gate) => ({ ...gate, message: '', against: '' }));
  return JSON.parse(JSON.stringify({ measures, splits, gates: gated, said, format, task, verdict, unclear, distance }));
}

async function factsOf(name: string, content: string | Uint8Array): Promise<unknown> {
  const folder = join(scratch, String(number++));
  mkdirSync(folder);
  writeFileSync(join(folder, name), content);
  const { datasets, failures } = await check({ inputs: [name], cwd: folder, limit: Infinity });
  expect(failures).toEqual([]);
  expect(datasets.length).toBe(1);
  return facts(datasets[0]);
}

async function same(rows: readonly Row[]): Promise<void> {
  const [first, ...others] = Object.entries(WRITE);
  const expected = await factsOf(first[0], first[1](rows));
  for (const [name, write] of others) expect([name, await factsOf(name, write(rows))]).toEqual([name, expected]);
}

describe('the same table in every container has the same measures and findings', () => {
  const hand: Readonly<Record<string, readonly Row[]>> = {
    'labelled texts, with copies, conflicts and blanks': [
      { text: 'Is it sunny?', label: 'weather' },
      { text: 'is it  SUNNY?', label: 'weather' },
      { text: 'Is it sunny?', label: 'small talk' },
      { text: '', label: 'weather' },
      { text: 'How are you?', label: '' },
      { text: ' \n ', label: ' ' },
      { text: 'a "quoted", text; with\ttabs | and\nbreaks', label: 'Weather' },
      { text: 'NULL', label: 'NA' },
      { text: 'cafÃ© {{name}} \ufffd <|im_end|>', label: '1' },
    ],
    'pairs with the signs of every script': [
      { prompt: 'e\u0301tude, ﬁn', completion: 'étude, fin' },
      { prompt: '你好，请问你是谁', completion: '👩‍👩‍👧 \u202e \u2028 \u00a0' },
      { prompt: '=1+1', completion: "'-quoted'" },
    ],
    'a preference': [
      { prompt: 'Why?', chosen: 'Because it is so.', rejected: 'No.' },
      { prompt: 'Why?', chosen: 'No.', rejected: 'Because it is so.' },
    ],
    'one row': [{ text: 'alone', label: 'x' }],
  };
  test.each(Object.keys(hand))('%s', async (name) => same(hand[name]));

  test('drawn tables', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        '"',
        '""',
        ',',
        ';',
        '\t',
        '|',
        '\n',
        '\r\n',
        ' ',
        '\u3000',
        'a',
        'B',
        'ß',
        '{{x}}',
        '\\',
        "'",
        '[',
        '{',
      ),
    );
    // Control characters are a fault of a text file, and JSON has them escaped.
    const text = fc
      .array(piece, { maxLength: 6 })
      .map((parts) => [...parts.join('')].filter((sign) => sign >= ' ' || '\t\n\r'.includes(sign)).join(''));
    const label = fc.oneof(fc.constantFrom('x', 'y', 'X', ' x', '', '1', '2', 'true'), text);
    const row = fc.record({ text, label }, { noNullPrototype: true });
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), same), { numRuns: 25 });
  }, 120_000);

  test('one real table that its authors ship in four formats', async () => {
    if (!hasCases()) return;
    const folder = join(cases, 'real/datajuicer');
    const read = (name: string): Promise<unknown> => factsOf(name, readFileSync(join(folder, name)));
    const csv = await read('demo-dataset.csv');
    expect(await read('demo-dataset.tsv')).toEqual(csv);
    // Parquet holds `meta` as a struct and JSON lines hold other rows: the text is the same.
    const lengths = (found: unknown): unknown => (found as { measures: { lengths: unknown } }).measures.lengths;
    expect(lengths(await read('demo-dataset.parquet'))).toEqual(lengths(csv));
  });
});
