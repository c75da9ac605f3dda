import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FtlintError } from '../src/core/error.ts';
import { type Reading, readAll } from './read-all.ts';
import { cases, hasCases } from './shared.ts';

const read = (text: string | Uint8Array, name: string): Promise<Reading> => readAll(Buffer.from(text as string), name);
const rows = ({ records }: Reading): unknown[] =>
  records.map(({ value }) => (value === undefined ? null : Object.values(value as object)));

/** Terms of RFC 4180 and of the W3C's dialect descriptions, each read as it is meant. */
const READ: readonly (readonly [string, string, readonly unknown[], readonly string[]])[] = [
  [
    'a delimiter of each kind: comma',
    'text,label\na b,x\nc d,y\n',
    [
      ['a b', 'x'],
      ['c d', 'y'],
    ],
    [],
  ],
  [
    'semicolon',
    'text;label\na, b;x\nc, d;y\n',
    [
      ['a, b', 'x'],
      ['c, d', 'y'],
    ],
    [],
  ],
  [
    'tab',
    'text\tlabel\na, b\tx\nc, d\ty\n',
    [
      ['a, b', 'x'],
      ['c, d', 'y'],
    ],
    [],
  ],
  [
    'bar',
    'text|label\na, b|x\nc, d|y\n',
    [
      ['a, b', 'x'],
      ['c, d', 'y'],
    ],
    [],
  ],
  [
    'no line end behind the last row',
    'text,label\na,x\nb,y',
    [
      ['a', 'x'],
      ['b', 'y'],
    ],
    [],
  ],
  [
    'CR LF',
    'text,label\r\na,x\r\nb,y\r\n',
    [
      ['a', 'x'],
      ['b', 'y'],
    ],
    [],
  ],
  [
    'a line break in quotes',
    'text,label\n"a\nb",x\n"c\r\nd",y\n',
    [
      ['a\nb', 'x'],
      ['c\r\nd', 'y'],
    ],
    [],
  ],
  [
    'a doubled quote',
    'text,label\n"a ""b"" c",x\n"""",y\n',
    [
      ['a "b" c', 'x'],
      ['"', 'y'],
    ],
    [],
  ],
  [
    'a quote in the middle of a cell',
    'text,label\na 5" pipe,x\nb,y\n',
    [
      ['a 5" pipe', 'x'],
      ['b', 'y'],
    ],
    [],
  ],
  [
    'a blank before a quote is part of the cell',
    'text,label\na, "b"\nc,d\n',
    [
      ['a', ' "b"'],
      ['c', 'd'],
    ],
    [],
  ],
  [
    'blanks are part of a cell',
    'text,label\n a , x\nb,y\n',
    [
      [' a ', ' x'],
      ['b', 'y'],
    ],
    [],
  ],
  [
    'a mark',
    '\ufefftext,label\na,x\nb,y\n',
    [
      ['a', 'x'],
      ['b', 'y'],
    ],
    [],
  ],
  [
    'empty cells',
    'text,label\n,x\n"",\n',
    [
      ['', 'x'],
      ['', ''],
    ],
    [],
  ],
  [
    'a blank line',
    'text,label\na,x\n\nb,y\n',
    [
      ['a', 'x'],
      ['b', 'y'],
    ],
    ['blank-line'],
  ],
  [
    'a row that is short, one that is long',
    'text,label\na,x\nb\nc,y,z\nd,x\ne,y\nf,x\ng,y\nh,x\ni,y\n',
    [['a', 'x'], null, null, ['d', 'x'], ['e', 'y'], ['f', 'x'], ['g', 'y'], ['h', 'x'], ['i', 'y']],
    ['csv-column-count', 'csv-column-count'],
  ],
  [
    'a backslash does not escape',
    'text,label\n"a \\"b\\" c",x\nd,y\n',
    [
      ['"a \\"b\\" c"', 'x'],
      ['d', 'y'],
    ],
    ['csv-loose-quote'],
  ],
  [
    'text behind a quote',
    'text,label\n"a"b,x\nd,y\n',
    [
      ['"a"b', 'x'],
      ['d', 'y'],
    ],
    ['csv-loose-quote'],
  ],
];

/** What the first row is worth saying of. */
const HEADERS: readonly (readonly [string, string, readonly string[], RegExp | undefined])[] = [
  ['good', 'text,label\na,x\nb,y\n', ['text', 'label'], undefined],
  ['twice', 'text,label,label\na,x,1\nb,y,2\n', ['text', 'label', 'label_2'], /"label" names several columns/],
  ['blank', 'text,,label\na,x,1\nb,y,2\n', ['text', 'column_2', 'label'], /column 2 has no name/],
  ['several blank', 'text,,\na,x,1\nb,y,2\n', ['text', 'column_2', 'column_3'], /columns 2, 3 have no name/],
  ['a delimiter at the end', 'text,label,\na,x,\nb,y,\n', ['text', 'label', 'column_3'], /delimiter ends every line/],
  ['edges', 'text, label\na,x\nb,y\n', ['text', ' label'], /" label" has a blank/],
  ['a number', 'a b,1\nc d,2\n', ['column_1', 'column_2'], /looks like data.*number 1/],
  ['a sentence', 'It is sunny.,yes\nIt is cold.,no\n', ['column_1', 'column_2'], /looks like data/],
  [
    'a label that comes again',
    'sun,yes\nrain,no\nsnow,yes\n',
    ['column_1', 'column_2'],
    /"yes" of the first row comes again/,
  ],
  ['a comment', '#text,label\na,x\nb,y\n', ['#text', 'label'], undefined],
];

const REFUSED: readonly (readonly [string, string, string, RegExp])[] = [
  ['CR alone', 'text,label\ra,x\rb,y\r', 'cr-line-ends', /tr '\\r'/],
  ["Excel's first line", 'sep=;\ntext;label\na;x\n', 'excel-sep-line', /Delete the first line/],
  [
    'a comment above the header',
    '# exported on Monday\ntext,label\na,x\nb,y\nc,x\n',
    'table-title',
    /1 cell.*tail -n \+2/s,
  ],
  ['a title above the header', 'Report of 2026\n\ntext,label\na,x\nb,y\nc,x\nd,y\n', 'table-title', /1 cell/],
];

describe('dialects', () => {
  test.each(READ)('%s', async (_, text, expected, problems) => {
    const reading = await read(text, text.includes('\t') ? 'a.tsv' : 'a.csv');
    expect(rows(reading)).toEqual(expected);
    expect(reading.problems.map(({ code }) => code)).toEqual(problems);
  });

  test.each(HEADERS)('header: %s', async (_, text, columns, doubt) => {
    const { plan } = await read(text, 'a.csv');
    expect(plan.csv?.columns).toEqual(columns);
    const note = plan.notes.find(({ code }) => code === 'csv-header');
    if (doubt === undefined) expect(note).toBeUndefined();
    else expect(note?.data?.['doubts']).toMatch(doubt);
  });

  test.each(REFUSED)('refused: %s', async (_, text, code, words) => {
    const error = await read(text, 'a.csv').then(
      () => undefined,
      (thrown: unknown) => thrown as FtlintError,
    );
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(`${error?.message} ${error?.hint}`).toMatch(words);
  });

  test('names of columns are shown shortened and without breaks', async () => {
    const long = 'x'.repeat(39);
    const { plan } = await read(`text,"${long}\ny ","${long}\ny "\na,b,c\nd,e,f\n`, 'a.csv');
    const note = plan.notes.find(({ code }) => code === 'csv-header');
    expect(String(note?.data?.['doubts'])).not.toMatch(/\n/);
    expect(String(note?.data?.['doubts']).length).toBeLessThan(400);
  });
});

const plain = (count: number): string =>
  Array.from({ length: count }, (_, i) => `how do I pay with my card number ${i} in a shop abroad?\tpay\n`).join('');

/** What stands behind and before rows without a quote, whether quotes are quoting there, and how many rows there are. */
const TABS: readonly (readonly [string, string, boolean, number])[] = [
  ['no quote at all', plain(8000), true, 8000],
  ['a line break in quotes, early', `"one\ntwo"\tpay\n${plain(8000)}`, true, 8001],
  ['a line break in quotes, behind 2,000 rows', `${plain(2000)}"one\ntwo"\tpay\n${plain(6000)}`, true, 8001],
  ['a tab in quotes, behind 2,000 rows', `${plain(2000)}"one\ttwo"\tpay\n${plain(6000)}`, true, 8001],
  [
    'a line break in quotes at the end of the sample',
    `${plain(4500)}"one\n${'two\n'.repeat(4000)}"\tpay\n`,
    true,
    4501,
  ],
  ['a cell that begins with a quote, early', `"one two\tpay\n${plain(8000)}`, false, 8001],
  ['a cell that begins with a quote, behind 2,000 rows', `${plain(2000)}"one two\tpay\n${plain(2000)}`, false, 4001],
  ['words in quotes at the beginning of cells', `"one" two\tpay\n${plain(90)}`, false, 91],
];

test.each(TABS)('quotes in a tab file: %s', async (_, text, quoting, count) => {
  const { plan, problems, records } = await read(`text\tlabel\n${text}`, 'a.tsv');
  expect([plan.csv?.quote, problems.map(({ code }) => code), records.length]).toEqual([
    quoting ? '"' : null,
    [],
    count,
  ]);
});

interface Case {
  readonly test: string;
  readonly file: string;
  readonly errors: readonly (readonly (string | number | null)[])[];
}

/** What is an error to frictionless → what says it here. */
const OURS: Readonly<Record<string, string>> = {
  'blank-label': 'csv-header',
  'duplicate-label': 'csv-header',
  'missing-cell': 'csv-column-count',
  'extra-cell': 'csv-column-count',
  'blank-row': 'blank-line',
  'source-error': 'empty-file',
};

describe("frictionless' own cases", () => {
  const folder = join(cases, 'peers/frictionless');
  const all = hasCases()
    ? (JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as { cases: readonly Case[] }).cases
    : [];

  /** Codes with their lines, each once; of the header without one. */
  async function said(file: string): Promise<readonly string[]> {
    try {
      const { plan, problems, records } = await readAll(readFileSync(join(folder, file)), basename(file));
      const notes = plan.notes.filter(({ code }) => code === 'csv-header').map(({ code }) => code);
      // A row of nothing but delimiters is a blank row to it, and here a record whose text is blank: rules about samples say so.
      const empty = records
        .filter(({ value }) => value !== undefined && Object.values(value as object).every((cell) => cell === ''))
        .map(({ line }) => `${line} blank-line`);
      return [...new Set([...notes, ...empty, ...problems.map(({ code, line }) => `${line} ${code}`)])].sort();
    } catch (error) {
      return [(error as FtlintError).code];
    }
  }

  test('each is said, or read as it reads it', async () => {
    for (const { file, errors, test: name } of all) {
      const expected = errors.map((error) => {
        const code = OURS[error.find((part) => typeof part === 'string' && Object.hasOwn(OURS, part)) as string];
        return typeof error[0] === 'number' ? `${error[0]} ${code}` : code;
      });
      // An archive is not opened, whatever is in it.
      const wanted = file.endsWith('.zip') ? ['unsupported-container'] : [...new Set(expected)].sort();
      expect([name, await said(file)]).toEqual([name, wanted]);
    }
  });
});
