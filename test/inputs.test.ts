import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FtlintError } from '../src/core/error.ts';
import { fileSource } from '../src/readers/source.ts';
import { groupDatasets } from '../src/run/datasets.ts';
import { nameFacts } from '../src/run/file-names.ts';
import { findInputs, type InputOptions } from '../src/run/inputs.ts';
import { walk } from '../src/run/walk.ts';

let cwd = '';
const FILES = [
  'train.jsonl',
  'test.jsonl',
  'notes.md',
  '.hidden.jsonl',
  'b[1].csv',
  'data/b.csv',
  'data/a.json',
  'data/deep/c.tsv.gz',
  'data/z.parquet',
  'data/.cache/x.jsonl',
  'data/node_modules/x/package.json',
  'data/.git/x.json',
  'empty/picture.png',
  'node_modules/y.jsonl',
];

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ftlint-inputs-'));
  for (const file of FILES) {
    mkdirSync(join(cwd, dirname(file)), { recursive: true });
    writeFileSync(join(cwd, file), '{"text":"x"}\n');
  }
  symlinkSync('..', join(cwd, 'data', 'up'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const find = (inputs: readonly string[], options: Partial<InputOptions> = {}) =>
  findInputs({ inputs, cwd, ...options });
const paths = async (...args: Parameters<typeof find>): Promise<string[]> =>
  (await find(...args)).files.map(({ path, origin }) => `${origin} ${path}`);

describe('what an input means', () => {
  const table: readonly (readonly [readonly string[], Partial<InputOptions>, readonly string[]])[] = [
    [['train.jsonl'], {}, ['named train.jsonl']],
    [['./train.jsonl', 'train.jsonl'], {}, ['named train.jsonl']],
    [['notes.md'], {}, ['named notes.md']],
    [['test.jsonl', 'train.jsonl'], {}, ['named test.jsonl', 'named train.jsonl']],
    [['data/deep'], {}, ['found data/deep/c.tsv.gz']],
    [
      ['data/', 'data/b.csv'],
      {},
      ['found data/a.json', 'named data/b.csv', 'found data/deep/c.tsv.gz', 'found data/z.parquet'],
    ],
    [['*.jsonl'], {}, ['found test.jsonl', 'found train.jsonl']],
    [['**/*.csv'], {}, ['found b[1].csv', 'found data/b.csv']],
    [['b[1].csv'], {}, ['named b[1].csv']],
    [['{train,test}.jsonl', 'train.jsonl'], {}, ['found test.jsonl', 'named train.jsonl']],
    [['-'], {}, ['stdin <stdin>']],
    [['-'], { stdinFilename: 'x.csv' }, ['stdin x.csv']],
    [['node_modules/y.jsonl'], {}, ['named node_modules/y.jsonl']],
    [['node_modules/y.jsonl', 'train.jsonl'], { forceExclude: true }, ['named train.jsonl']],
  ];
  test.each(table)('%j %j', async (inputs, options, expected) => {
    expect(await paths(inputs, options)).toEqual(expected);
  });

  test('a folder is walked whole, hidden files and node_modules aside', async () => {
    const all = await paths(['.']);
    expect(all).toEqual(all.toSorted());
    expect(all).toEqual([
      'found b[1].csv',
      'found data/a.json',
      'found data/b.csv',
      'found data/deep/c.tsv.gz',
      'found data/z.parquet',
      'found test.jsonl',
      'found train.jsonl',
    ]);
  });
});

describe('links in a folder', () => {
  const linked = (name: string, target: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'ftlint-links-'));
    mkdirSync(join(folder, 'own/deep'), { recursive: true });
    mkdirSync(join(folder, 'other'));
    for (const file of ['own/a.jsonl', 'own/deep/b.jsonl', 'other/c.jsonl'])
      writeFileSync(join(folder, file), '{"text":"x"}\n');
    symlinkSync(target, join(folder, name));
    return folder;
  };
  const OWN = ['own/a.jsonl', 'own/deep/b.jsonl'];
  test.each([
    ['to the root of the machine', 'own/x', '/', OWN, ['own/x']],
    ['to a folder above', 'own/x', '..', OWN, ['own/x']],
    ['to a folder beside', 'own/x', '../other', OWN, ['own/x']],
    ['to itself', 'own/x', '.', OWN, []],
    ['to a parent within', 'own/deep/x', '..', OWN, []],
    ['to a folder within', 'own/x', 'deep', OWN, []],
    ['to a file elsewhere', 'own/x.jsonl', '../other/c.jsonl', [...OWN, 'own/x.jsonl'], []],
    ['to nothing', 'own/x', 'gone', OWN, []],
  ])('%s', async (_, name, target, files, told) => {
    const folder = linked(name, target);
    const found = await find(['own'], { cwd: folder });
    rmSync(folder, { recursive: true });
    expect(found.files.map(({ path }) => path)).toEqual(files);
    expect(found.skipped.map(({ path }) => path)).toEqual(told);
  });

  test('a named link is entered', async () => {
    const folder = linked('x', 'own');
    expect(await paths(['x'], { cwd: folder })).toEqual(['found x/a.jsonl', 'found x/deep/b.jsonl']);
    rmSync(folder, { recursive: true });
  });
});

describe('a walk ends', () => {
  test('at the signal', async () => {
    expect(await find(['.'], { signal: AbortSignal.abort() })).toEqual({ files: [], failures: [], skipped: [] });
  });
  test('at too many entries', async () => {
    await expect(walk(cwd, 'data', { most: 3 })).rejects.toMatchObject({ code: 'too-many-files', exitCode: 2 });
    expect((await walk(cwd, 'data', { most: 99 })).data).toHaveLength(4);
  });
});

describe('inputs that mean nothing', () => {
  const table: readonly (readonly [string, Partial<InputOptions>, string, RegExp])[] = [
    ['trian.jsonl', {}, 'no-such-file', /train\.jsonl/],
    ['trian.jsonl', { errorOnUnmatched: false }, 'no-such-file', /train\.jsonl/],
    ['train.json', {}, 'no-such-file', /train\.jsonl/],
    ['data/zzzzzzz', {}, 'no-such-file', /a\.json/],
    ['llama-factory-sft', {}, 'no-such-file', /It is a target: --for llama-factory-sft\./],
    ['Together', {}, 'no-such-file', /It is a target: --for Together\./],
    ['trl-sft:max_length=64', {}, 'no-such-file', /It is a target: --for trl-sft:max_length=64\./],
    ['*.parquet', {}, 'no-match', /No file matches/],
    ['*.parquet', { errorOnUnmatched: false }, '', /^$/],
    ['empty', {}, 'no-data', /holds no data file/],
    ['empty', { errorOnUnmatched: false }, '', /^$/],
  ];
  test.each(table)('%s %j', async (input, options, code, words) => {
    const { files, failures } = await find([input], options);
    expect(files).toEqual([]);
    expect(failures.map((failure) => failure.code)).toEqual(code === '' ? [] : [code]);
    expect(failures.map(({ message, hint }) => `${message} ${hint}`).join('')).toMatch(words);
  });

  test('a file that may not be read says so', async () => {
    await expect(fileSource(join(cwd, 'gone.jsonl'), 'gone.jsonl')).rejects.toThrow(/gone\.jsonl does not exist/);
    await expect(fileSource(join(cwd, 'data'), 'data')).rejects.toThrow(FtlintError);
  });
});

describe('names', () => {
  test.each([
    ['train.jsonl', 'train', null, '{split}.jsonl'],
    ['data/support_TEST.csv', 'test', null, 'data/support_{split}.csv'],
    ['latest.csv', null, null, 'latest.csv'],
    ['contest-dev.json', 'validation', null, 'contest-{split}.json'],
    ['train-00001-of-00005.jsonl.gz', 'train', [2, 5], '{split}-{shard}.jsonl.gz'],
    ['chat.part1.jsonl', null, [1, 0], 'chat.part{shard}.jsonl'],
    ['x/train/part-0.csv', 'train', [0, 0], 'x/{split}/part-{shard}.csv'],
    ['valid/rows.csv', 'validation', null, '{split}/rows.csv'],
    ['train/train.csv', 'train', null, '{split}/{split}.csv'],
    ['train/test.csv', 'test', null, 'train/{split}.csv'],
  ])('%s', (path, split, shard, key) => expect(nameFacts(path)).toMatchObject({ split, shard, key }));
});

const file = (path: string, given?: 'train' | 'validation') => {
  const { split, shard } = nameFacts(path);
  return { path, split: given ?? split, shard, given: given !== undefined, neighbours: [] as string[] };
};

const grouped = async (...inputs: string[]) => groupDatasets((await find(inputs)).files).map(({ beside }) => beside);

describe('data sets', () => {
  test.each([
    [['train.jsonl', 'test.jsonl'], ['{train,test}.jsonl: train.jsonl test.jsonl']],
    [
      ['a.csv', 'b.csv'],
      ['a.csv: a.csv', 'b.csv: b.csv'],
    ],
    [
      ['d/x_train.csv', 'd/x_val.csv', 'd/y_train.csv'],
      ['d/x_{train,val}.csv: d/x_train.csv d/x_val.csv', 'd/y_train.csv: d/y_train.csv'],
    ],
    [
      ['d/train.csv', 'e/test.csv'],
      ['d/train.csv: d/train.csv', 'e/test.csv: e/test.csv'],
    ],
    [['test/p.csv', 'train/p.csv'], ['{train,test}/p.csv: train/p.csv test/p.csv']],
    [
      ['train.csv', 'test.jsonl'],
      ['train.csv: train.csv', 'test.jsonl: test.jsonl'],
    ],
    [['c.part2.jsonl', 'c.part1.jsonl'], ['c.part*.jsonl: c.part1.jsonl c.part2.jsonl']],
  ])('%j', (inputs, expected) => {
    expect(
      groupDatasets(inputs.map((path) => file(path))).map(
        ({ name, files }) => `${name}: ${files.map(({ path }) => path).join(' ')}`,
      ),
    ).toEqual(expected);
  });

  test('a split that was said joins everything', () => {
    const [only, ...others] = groupDatasets([file('rows.csv'), file('hold.csv', 'validation')]);
    expect(others).toEqual([]);
    expect(only?.files.map(({ path, split }) => `${path} ${split}`)).toEqual(['rows.csv train', 'hold.csv validation']);
  });

  test.each([
    [['a-00000-of-00010.csv', 'a-00003-of-00010.csv', 'a-00004-of-00010.csv'], '3 of 10 shards seen'],
    [['a-00000-of-00002.csv', 'a-00001-of-00002.csv'], undefined],
    [['a.part1.csv', 'a.part3.csv'], '2 of at least 3 parts seen'],
    [['a.part0.csv', 'a.part1.csv'], undefined],
  ])('shards %j', (inputs, incomplete) =>
    expect(groupDatasets(inputs.map((path) => file(path)))[0]?.incomplete).toBe(incomplete),
  );

  test('an evaluation file beside a training file that was named alone', async () => {
    expect(await grouped('train.jsonl')).toEqual([['test.jsonl']]);
    expect(await grouped('train.jsonl', 'test.jsonl')).toEqual([[]]);
    expect(await grouped('test.jsonl')).toEqual([[]]);
  });
});
