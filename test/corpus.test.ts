import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';
import type { CheckOptions } from '../src/run/options.ts';
import { partFolder } from './part-folder.ts';
import { readAll } from './read-all.ts';

let cwd = '';
const write = (name: string, content: string | Uint8Array): void => {
  mkdirSync(join(cwd, dirname(name)), { recursive: true });
  writeFileSync(join(cwd, name), content);
};
const prose = (i: number): string => `Chapter ${i}.\nThe ${i * 7}th of its kind, as it was told; and told again.\n`;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ftlint-corpus-'));
  for (let i = 0; i < 30; i++) write(`books/part ${i % 3}/how-to-train-${i}.txt`, prose(i));
  write('books/README.md', '# About these books\n');
  write('books/LICENSE.txt', 'All rights\n');
  write('books/empty.txt', '');
  write('books/blank.md', ' \n\n');
  write('books/copy.txt', prose(4));
  write('books/marked.txt', `\ufeff${prose(5)}`);
  write('books/latin.txt', Buffer.from('Déjà vu, été, naïve café, où ça?\n'.repeat(4), 'latin1'));
  write('books/bad.txt', Buffer.from('good\nbad \xff byte\nand é\n'.repeat(1), 'latin1').subarray(0, 16));
  for (let i = 0; i < 12; i++) write(`halves/train/${i}.md`, prose(i));
  for (let i = 0; i < 3; i++) write(`halves/test/${i}.md`, prose(i + 40));
  write('tables/a.txt', 'text,label\nIs it sunny?,yes\nIs it cold?,no\n');
  write('tables/b.txt', '{"text":"a record"}\n{"text":"another"}\n');
  write('tables/c.txt', prose(1));
  write('tables/d.txt', prose(2));
  write('data/train.jsonl', '{"text":"a"}\n');
  write('data/test.txt', prose(1));
  write('data/notes.txt', prose(1));
  write('alone/README.md', '# All there is\n');
  write('broken/a.txt', prose(1));
  write('broken/b.txt', prose(2));
  write('broken/c.txt', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
  write(
    'lines.txt',
    Array.from({ length: 50 }, (_, i) => `line ${i}, "quoted${i === 7 ? '\0' : ''}" a\tb|c`).join('\n'),
  );
  write('lines/a.txt', 'one\n\ntwo\n');
  write('lines/b.txt.gz', gzipSync('three\nfour\n'));
  write('packed.txt.gz', gzipSync(prose(3)));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const run = (...inputs: string[]): Promise<Report> => check({ inputs, cwd });
const shape = ({ datasets }: Report): unknown =>
  datasets.map(({ name, files, measures }) => [
    name,
    files.map((f) => [f.path, f.split, f.container, f.records]),
    measures.records,
  ]);

describe('which texts are one data set', () => {
  const table: readonly (readonly [string, readonly string[], unknown])[] = [
    ['a folder of texts', ['books'], [['books', [['books', null, 'text', 36]], 36]]],
    [
      'folders by split',
      ['halves'],
      [
        [
          'halves',
          [
            ['halves/train', 'train', 'text', 12],
            ['halves/test', 'test', 'text', 3],
          ],
          12,
        ],
      ],
    ],
    [
      'tables and JSON under such names stay what they are',
      ['tables'],
      [
        ['tables', [['tables', null, 'text', 2]], 2],
        ['tables/a.txt', [['tables/a.txt', null, 'csv', 2]], 2],
        ['tables/b.txt', [['tables/b.txt', null, 'jsonl', 2]], 2],
      ],
    ],
    ['a README alone', ['alone'], [['alone/README.md', [['alone/README.md', null, 'text', 1]], 1]]],
    ['texts beside data', ['data'], [['data/train.jsonl', [['data/train.jsonl', 'train', 'jsonl', 1]], 1]]],
    ['a named one beside data', ['data/notes.txt'], [['data/notes.txt', [['data/notes.txt', null, 'text', 1]], 1]]],
    ['a pattern', ['books/part */*-1*.txt'], [['books', [['books', null, 'text', 11]], 11]]],
    ['named ones of one folder', ['tables/c.txt', 'tables/d.txt'], [['tables', [['tables', null, 'text', 2]], 2]]],
    ['packed', ['packed.txt.gz'], [['packed.txt.gz', [['packed.txt.gz', null, 'text', 1]], 1]]],
  ];
  test.each(table)('%s', async (_, inputs, expected) => {
    expect(shape(await run(...inputs))).toEqual(expected);
  });

  test('a text beside data whose name says a split is told of', async () => {
    expect((await run('data')).skipped).toEqual([{ path: 'data/test.txt', why: expect.stringContaining('name it') }]);
  });

  test('a document that cannot be opened makes it incomplete; an empty one does not', async () => {
    const report = await run('broken');
    expect(report).toMatchObject({
      exitCode: 2,
      complete: false,
      failures: [{ path: 'broken/c.txt', code: 'lfs-pointer' }],
    });
    expect(report.datasets[0].measures.records).toBe(2);
    expect((await run('books/empty.txt')).failures).toMatchObject([{ code: 'empty-file' }]);
  });
});

test('findings of a corpus name the document, and bytes and lines in it', async () => {
  const { findings, measures } = (await run('books')).datasets[0];
  const places = Object.fromEntries(
    findings.map(({ rule, places: at }) => [rule, at.map(({ path, line, offset }) => [path, line, offset])]),
  );
  expect(places).toMatchObject({
    'blank-text': [
      ['books/blank.md', 1, 0],
      ['books/empty.txt', 1, 0],
    ],
    'utf8-bom': [['books/marked.txt', 1, 0]],
    'wrong-encoding': [['books/latin.txt', 1, 0]],
    'invalid-utf8': [['books/bad.txt', 2, 9]],
  });
  // The marked one and the copy repeat two others.
  expect(measures.duplicates).toEqual({ exact: 2, normalized: 3, input: 3 });
});

test('a corpus is the same for any number of shards, segments and threads, and in partial results', async () => {
  const options: CheckOptions = { inputs: ['books', 'halves'], cwd };
  const text = async (more: Partial<CheckOptions>): Promise<string> =>
    JSON.stringify(await check({ ...options, ...more }));
  const whole = await text({});
  for (const shards of [1, 2, 3, 7]) {
    expect(await text({ shards, segmentBytes: 100 })).toBe(whole);
    expect(await text({ shards, segmentBytes: 1000 })).toBe(whole);
  }
  const folder = partFolder();
  for (const of of [1, 3]) {
    const parts = await folder.scanAll({ ...options, segmentBytes: 200 }, of, `c${of}`);
    expect(JSON.parse(await folder.report(parts))).toEqual(JSON.parse(whole));
  }
});

test('excerpts show the beginning of a document', async () => {
  const { findings } = (await check({ inputs: ['halves'], cwd, excerpts: 'short' })).datasets[0];
  const all = findings.flatMap(({ places }) => places);
  for (const { excerpt } of all) if (excerpt !== undefined) expect(excerpt).toMatch(/^Chapter/);
});

describe('one text a line', () => {
  test('a line is a record, whatever is in it', async () => {
    const { datasets } = await check({ inputs: ['lines.txt'], cwd, lines: true });
    expect(datasets[0].measures).toMatchObject({ records: 50, invalid: 0, blankLines: 0 });
    expect(datasets[0].findings.find(({ rule }) => rule === 'control-character')?.count).toBe(1);
  });

  test('files of a folder are one data set; a blank line is none of its records', async () => {
    const { datasets } = await check({ inputs: ['lines'], cwd, lines: true });
    expect(datasets.map(({ name, measures }) => [name, measures.records, measures.blankLines])).toEqual([
      ['lines', 4, 1],
    ]);
  });

  test('it is about texts', async () => {
    await expect(check({ inputs: ['data/train.jsonl'], cwd, lines: true })).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('what a text is taken for', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['a.txt', 'Dear diary,\ntoday it rained, again,\nand so on.\n', 'text'],
    ['a.md', '# Title\n\n| a | b |\n| - | - |\n| 1 | 2 |\n', 'text'],
    ['a.md', '[link](https://example.org)\n\nand text\n', 'text'],
    ['a.md', '<p align="center">\n<b>text</b></p>\n', 'text'],
    ['a.txt', '[x] done\n[ ] open\n', 'text'],
    ['a.txt', '{{ a template }} of text\n', 'text'],
    ['a.txt', '2026-01-01 12:00:00 INFO started\n2026-01-01 12:00:01 INFO stopped\n', 'text'],
    ['a.txt', 'User: hello, you\nBot: hello, too\nUser: fine, thanks\n', 'text'],
    ['a.txt', 'PARENTS\nof all kinds\n', 'text'],
    ['a.txt', 'just one line', 'text'],
    ['a.txt', 'text\tlabel\na b\tyes\nc d\tno\n', 'tsv'],
    ['a.txt', 'text,label\n"a, b",yes\nc d,no\n', 'csv'],
    ['a.txt', '{"text":"a"}\n{"text":"b"}\n', 'jsonl'],
    ['a.txt', '[{"text":"a"},\n{"text":"b"}]\n', 'json-array'],
    ['a.txt', '{"text":"a"\n{"text":"b"}\n{"text":"c"}\n', 'jsonl'],
  ];
  test.each(table)('%s %j: %s', async (name, content, container) => {
    const { plan, records } = await readAll(Buffer.from(content), name);
    expect(plan.container).toBe(container);
    if (container === 'text') expect(records.map(({ value }) => value)).toEqual([{ text: content.replace(/\n$/, '') }]);
  });

  test('other encodings, marks and line ends', async () => {
    const text = 'Ein Text,\r\nüber zwei Zeilen\r\n';
    for (const bytes of [
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`),
    ]) {
      const { records } = await readAll(bytes, 'a.txt', { chunk: 3 });
      expect(records.map(({ value }) => value)).toEqual([{ text: text.slice(0, -2) }]);
    }
  });
});
