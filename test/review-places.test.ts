import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type PickedRecord, textRule } from '../src/advise/review/sample/text-rule.ts';
import { check } from '../src/run/check.ts';
import { itemsOf, review, run } from './review-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftlint-places-'));
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const row = (i: number, blank = false): object => ({ prompt: `question ${i}`, completion: blank ? '' : `answer ${i}` });
const rows = (count: number, blank?: number): readonly object[] =>
  Array.from({ length: count }, (_, i) => row(i, i === blank));
const lines = (all: readonly object[]): string => all.map((one) => `${JSON.stringify(one)}\n`).join('');
const pageOf = async (...args: readonly string[]): Promise<string> => {
  const { code, out, err } = await review([...args, '--task', 'instruction-following'], folder);
  expect([code, err]).toEqual([0, '']);
  return out;
};
const headings = (page: string): readonly string[] => [...page.matchAll(/^## \d+\. (.*) \(/gm)].map(([, at]) => at);

describe('an array on one line', () => {
  const text = JSON.stringify(rows(30, 7));
  write('one.json', text);

  test('each record has a place of its own, at which it begins', async () => {
    const places = headings(await pageOf('one.json', '--n', '30'));
    expect(new Set(places).size).toBe(30);
    const begins = places.map((place) => Number(/^one\.json:1, byte (\d+)$/.exec(place)?.[1]));
    expect(begins.map((at) => text.slice(at, at + 10))).toEqual(Array<string>(30).fill('{"prompt":'));
  });

  test('what is found in one record stands below that one alone', async () => {
    const sections = (await pageOf('one.json', '--n', '30')).split(/^(?=## \d)/m).slice(1);
    expect(sections.filter((section) => section.includes('Found:'))).toEqual([expect.stringContaining('question 7\n')]);
    expect(sections.filter((section) => section.includes('(worst)'))).toHaveLength(0);
    const [worst] = (await pageOf('one.json', '--n', '5')).match(/^## .*\(worst\)[\s\S]*?Answer/m) ?? [];
    expect(worst).toContain('question 7\n');
    for (const shards of [1, 3]) {
      const of = { cwd: folder, inputs: ['one.json'], task: 'instruction-following', shards };
      const found = (await itemsOf(of, 30)).filter(({ findings }) => findings.length > 0);
      expect(found.map(({ byte }) => byte)).toEqual([text.indexOf('{"prompt":"question 7"')]);
    }
  });

  test('all that is ticked is read back, with its place', async () => {
    const page = await pageOf('one.json', '--n', '5');
    const good = page.replaceAll('- [ ] good', '- [x] good');
    const last = headings(page).at(-1);
    const mixed = good.replace(/- \[x\] good\n- \[ \] bad\n$/, '- [ ] good\n- [x] bad: wrong\n');
    for (const [name, ticked, expected] of [
      ['good.md', good, '5 read, 0 rejected'],
      ['mixed.md', mixed, '5 read, 1 rejected'],
    ] as const) {
      write(name, ticked);
      const { code, out } = await run(['advise', '--review', name, '--json'], folder);
      expect(code).toBe(0);
      const { review: read } = JSON.parse(out) as { review: object };
      expect(read).toMatchObject({ read: 5, onPage: 5, present: 5, files: ['one.json'] });
      expect(out).toContain(expected);
      if (name === 'mixed.md') expect(read).toMatchObject({ notes: [{ place: last, says: 'bad', note: 'wrong' }] });
    }
  });

  test('elements that cannot be read are two, not one', async () => {
    write('broken.json', `[${JSON.stringify(row(1))},{"prompt":"x",},{"prompt":"y",},${JSON.stringify(row(2))}]`);
    const page = await pageOf('broken.json', '--n', '9');
    expect(page.match(/As it stands:\n\n~~~text\n.*/g)?.map((shown) => shown.split('\n')[3])).toEqual([
      '{"prompt":"x",}',
      '{"prompt":"y",}',
    ]);
  });

  test.each([
    ['rows.jsonl', lines(rows(30, 7))],
    ['tall.json', JSON.stringify(rows(30, 7), null, 2)],
  ])('%s, where a line tells the record, has lines alone', async (name, whole) => {
    write(name, whole);
    const page = await pageOf(name, '--n', '30');
    expect(headings(page)).toHaveLength(30);
    expect(page).not.toContain(', byte');
  });
});

describe('a set with an evaluation split', () => {
  mkdirSync(join(folder, 'set'));
  const train = rows(20, 3);
  const held = rows(26, 3).map((one, i) => ({ ...one, prompt: `held out ${i}` }));
  write('set/train.jsonl', lines(train));
  write('set/test.jsonl', `${lines(held)}{"prompt":"torn`);
  write('set.json', JSON.stringify({ train, test: held }));

  test.each([
    ['of two files', ['set']],
    ['told by flags', ['--train', 'set/train.jsonl', '--eval', 'set/test.jsonl']],
    ['in one file', ['set.json']],
  ])('%s is drawn from what is trained on, and says so', async (_name, files) => {
    const page = await pageOf(...files, '--n', '40');
    expect(page).toContain('This page has 20 records of 20.\n\n20 of 20 records, drawn by record hash');
    expect(page).toMatch(/Drawn from the training split alone, .*: the 26 records of the test split are not on this/);
    expect(page).not.toContain('cannot be read as a record');
    expect(page).not.toContain('held out');
    const few = await pageOf(...files, '--n', '5');
    expect(few).not.toContain('held out');
    expect(few).not.toContain('As it stands');
    expect(few).toContain('question 3\n');
  });

  test('of which nothing is trained on is drawn from the first', async () => {
    write('set/validation.jsonl', lines(rows(4)));
    const page = await pageOf('set/test.jsonl', 'set/validation.jsonl');
    expect(page).toContain('4 of 4 records, drawn by record hash');
    expect(page).toContain(
      'There is no training split, so all are from the validation split: the 26 records of the test split are not',
    );
  });

  test('whose faults lie elsewhere is clean', async () => {
    write('clean.json', JSON.stringify({ train: rows(20), test: held }));
    const page = await pageOf('clean.json', '--n', '10');
    expect(page).toContain('10 of 20 records');
    expect(page).toContain('no record has an error or a warning of its own');
  });

  test('alone says nothing of splits', async () => {
    expect(await pageOf('set/train.jsonl')).not.toContain('split');
  });
});

describe('the second reading', () => {
  const same = Array.from({ length: 12 }, (_, i) => write(`shard-${i}.jsonl`, lines(rows(10, 3))));
  const inputs = same.map((name) => name);

  test('looks for a place in its own file, and keeps no other text', async () => {
    const offset = readFileSync(join(folder, same[0]), 'utf8').indexOf('{"prompt":"question 3"');
    const told: PickedRecord[] = [];
    const places = new Map([[5, { at: [offset + 4], areRows: false }]]);
    const rule = textRule({ split: 'train', hashes: [], places }, (_, records) => told.push(...records));
    const report = await check({
      cwd: folder,
      train: inputs,
      inputs: [],
      task: 'instruction-following',
      extend: [rule],
    });
    expect(told).toHaveLength(1);
    const { files, findings } = report.datasets[0];
    expect(findings.find((finding) => finding.rule === rule.meta.id)?.places).toMatchObject([
      { path: files[5].path, line: 4, offset, data: { split: 'train', nth: 0 } },
    ]);
  });

  test('shows the worst of each file under its own place', async () => {
    const options = { cwd: folder, train: inputs, inputs: [], task: 'instruction-following' };
    const worst = (await itemsOf(options, 60)).filter(({ findings }) => findings.join().includes('blank-side'));
    expect(worst.length).toBeGreaterThan(0);
    for (const { line, parts } of worst) expect([line, parts[0].text]).toEqual([4, 'question 3']);
  });

  test('the page says where findings have more places than were looked at', async () => {
    write('many.jsonl', lines(Array.from({ length: 500 }, (_, i) => row(i, i % 2 === 0))));
    write('few.jsonl', lines(Array.from({ length: 500 }, (_, i) => row(i, i % 10 === 0))));
    expect(await pageOf('many.jsonl', '--n', '20')).toContain('of each finding the first 200 records in file order');
    expect(await pageOf('few.jsonl', '--n', '20')).not.toContain('in file order');
  });
});
