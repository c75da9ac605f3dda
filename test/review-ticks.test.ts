import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ReviewItem } from '../src/advise/review/sample/items.ts';
import { reviewPage } from '../src/advise/review/page/write.ts';
import { isTicked, readReview } from '../src/advise/review/page/read.ts';
import { boxOn } from '../src/advise/review/page/boxes.ts';
import { visible } from '../src/reporters/visible.ts';
import { review, run } from './review-run.ts';

const item = (line: number): ReviewItem => ({
  path: 'train.jsonl',
  line,
  why: 'drawn',
  length: 10,
  parts: [
    { name: 'Prompt', text: 'a question' },
    { name: 'Answer', text: '- [x] bad' },
  ],
  findings: [],
});
const pageOf = (count: number): string =>
  reviewPage(
    Array.from({ length: count }, (_, i) => item(i + 1)),
    { named: 'train.jsonl', how: ['How.'], total: count, thirds: undefined, commands: ['a', 'b'] },
    visible,
  );
/** A page of which each section has one box replaced, in order. */
function ticked(page: string, ...lines: readonly (readonly [box: 'good' | 'bad', as: string])[]): string {
  const sections = page.split(/^(?=## \d)/m);
  const made = lines.map(([box, as], i) => sections[i + 1].replace(`- [ ] ${box}`, as));
  return [sections[0], ...made, ...sections.slice(lines.length + 1)].join('');
}

describe('a tick in whatever spelling', () => {
  test.each([
    ['- [x] good', 'good', ''],
    ['- [X] good', 'good', ''],
    ['- [✓] good', 'good', ''],
    ['- [✔️] good', 'good', ''],
    ['- [х] good', 'good', ''],
    ['- [x]good', 'good', ''],
    ['- [ x ] good', 'good', ''],
    ['* [x] good', 'good', ''],
    ['+ [x] good', 'good', ''],
    ['-[x] good', 'good', ''],
    ['  - [x]\u00a0Good  ', 'good', ''],
    ['- \\[x\\] good', 'good', ''],
    ['- [x] **bad**', 'bad', ''],
    ['[x] bad', 'bad', ''],
    ['> - [x] bad', 'bad', ''],
    ['- ✅ good', 'good', ''],
    ['- ☑ bad', 'bad', ''],
    ['- [x] good.', 'good', ''],
    ['- [x] bad: wrong label', 'bad', 'wrong label'],
    ['- [x] bad wrong label', 'bad', 'wrong label'],
    ['- [x] bad — wrong label', 'bad', 'wrong label'],
    ['- [x] bad (wrong label)', 'bad', '(wrong label)'],
  ])('%s', (line, says, note) => {
    expect(boxOn(line)).toEqual({ says, ticked: true, note });
    const [box] = says === 'good' ? (['good'] as const) : (['bad'] as const);
    const result = readReview(ticked(pageOf(1), [box, line]), 'r.md');
    expect(result).toMatchObject({ read: 1, rejected: says === 'bad' ? 1 : 0 });
    expect(result.notes).toEqual(note === '' ? [] : [{ place: 'train.jsonl:1', says, note }]);
  });

  test.each(['- [ ] good', '- [] good', '-  [  ] good', '* [ ] good', '- ☐ good'])('%s is open', (line) => {
    expect(boxOn(line)).toEqual({ says: 'good', ticked: false, note: '' });
  });

  test.each([
    '',
    'Length 9: short.',
    'This one is good.',
    '- [ ] ask Tom',
    'a good question',
    '1. bad luck',
    '- goodbye',
  ])('"%s" is none', (line) => expect(boxOn(line)).toBeUndefined());

  test.each([
    '- [✗] good',
    '- [?] bad',
    '- [x good',
    '- x] good',
    '- x good',
    '- good',
    '- [yes] good',
    '- [x] good/bad',
    '- [-] good',
    '☒ bad',
    '- (x) good',
    '(X) bad',
    '- {x} bad',
    '- ( ) good',
    '- <x> good',
    '- (x good',
  ])('%s: an error that names section and line', (line) => {
    const page = ticked(pageOf(2), ['good', '- [x] good'], ['good', line]);
    const at = page.split('\n').lastIndexOf(line) + 1;
    expect(() => readReview(page, 'r.md')).toThrow(
      `r.md, line ${at}: "${line}" under train.jsonl:2 looks like a tick box`,
    );
  });

  test.each(['- [x] goodness', '- [x] gut', '- (x) schlecht', '[✓] ok'])(
    '%s in place of a box: an error that names section and line',
    (line) => {
      const page = ticked(pageOf(2), ['good', '- [x] good'], ['good', line]);
      const at = page.split('\n').lastIndexOf(line) + 1;
      expect(() => readReview(page, 'r.md')).toThrow(
        `r.md, line ${at}: "${line}" under train.jsonl:2 cannot be understood, and there is no box "good"`,
      );
    },
  );

  test.each(['good', 'bad'] as const)('a section without its box %s is no section', (word) => {
    const page = ticked(pageOf(2), ['bad', '- [x] bad'], [word, 'it is fine']);
    const at = page.split('\n').findIndex((line) => line.startsWith('## 2. ')) + 1;
    expect(() => readReview(page, 'r.md')).toThrow(`r.md, line ${at}: train.jsonl:2 has no box "${word}"`);
  });

  describe('a note', () => {
    const noteOf = (page: string): string =>
      readReview(page, 'r.md')
        .notes.map(({ note }) => note)
        .join(' | ');
    const boxes = '- [ ] good\n- [ ] bad\n';

    test.each([
      ['below a box', '- [ ] good\n- [x] bad\n  wrong sum\n', 'wrong sum'],
      ['that goes on', '- [ ] good\n- [x] bad: the sum\n  is wrong\n', 'the sum is wrong'],
      ['between the boxes', '- [x] good\nbut long\n- [ ] bad\n', 'but long'],
      ['of two paragraphs', '- [ ] good\n- [x] bad\n\nwrong sum\n\n- and no unit\n', 'wrong sum; and no unit'],
      ['above the boxes', 'wrong sum\n\n- [ ] good\n- [x] bad\n', 'wrong sum'],
      ['that asks', '- [ ] good\n- [x] bad\n- [ ] ask Tom\n', '- [ ] ask Tom'],
      ['that is a rule only', '- [x] good\n- [ ] bad\n\n---\n', ''],
    ])('%s is kept', (_name, text, note) => {
      expect(noteOf(pageOf(2).replace(boxes, text))).toBe(note);
      expect(noteOf(pageOf(1).replace(boxes, text))).toBe(note);
    });

    test('without a tick, or in a block, is an error', () => {
      const page = pageOf(2);
      const at = page.split('\n').indexOf('- [ ] bad') + 2;
      expect(() => readReview(page.replace(boxes, `${boxes}wrong sum\n`), 'r.md')).toThrow(
        `r.md, line ${at}: "wrong sum" under train.jsonl:1 is a note without a tick`,
      );
      const block = page.replace(boxes, '- [x] good\n- [ ] bad\n```\n1 + 1\n```\n');
      expect(() => readReview(block, 'r.md')).toThrow('begins a block below a box, of which nothing can be kept');
    });

    test('of a copy is kept too', () => {
      const one = pageOf(1).replace(boxes, '- [ ] good\n- [x] bad: sum\n');
      const section = one.slice(one.indexOf('## 1. '));
      expect(noteOf(`${one}\n${section}\n${section.replace('bad: sum', 'bad: unit')}`)).toBe('sum; unit');
    });
  });

  test('words behind a box without a tick are not lost', () => {
    expect(() => readReview(ticked(pageOf(1), ['bad', '- [ ] bad: wrong label']), 'r.md')).toThrow(
      'under train.jsonl:1 has words behind it and no tick',
    );
    const both = pageOf(1).replace('- [ ] good\n- [ ] bad', '- [x] good: but long\n- [ ] bad: or not');
    expect(readReview(both, 'r.md').notes).toEqual([
      { place: 'train.jsonl:1', says: 'good', note: 'but long; or not' },
    ]);
  });
});

describe('sections', () => {
  const half = ticked(
    pageOf(20),
    ...Array.from({ length: 7 }, (_, i) => ['good', i < 2 ? '- [ ] good' : '- [x] good'] as const),
  );
  const bad = half.replaceAll(/(:[12] \(drawn\)[\s\S]*?)- \[ \] bad/g, '$1- [x] bad');

  test('of which some were not read: how many were, and whose the interval is', () => {
    const result = readReview(bad, 'r.md');
    expect(result).toMatchObject({ read: 7, rejected: 2, unread: 13, onPage: 20, present: 20 });
    expect(result.line).toBe('7 of 20 read, 2 rejected: 95 % interval of bad records 8–64 % (from the 7 read)');
    expect(result.risks.join()).toContain(
      '13 of the 20 records of the review were not read: the interval counts those',
    );
  });

  test('that were deleted are counted by what the head says', () => {
    const cut = bad.slice(0, bad.indexOf('## 10. '));
    const result = readReview(cut, 'r.md');
    expect(result).toMatchObject({ read: 7, unread: 13, onPage: 20, present: 9 });
    expect(result.line).toContain('7 of 20 read (11 are gone from the page), 2 rejected: ');
    expect(result.risks.join()).toContain('not read, of which 11 are gone from its page');
  });

  const again = (page: string): string => `${page}\n${page.slice(page.indexOf('## 1. '), page.indexOf('## 2. '))}`;
  test('that were copied count once where they agree', () => {
    const one = ticked(pageOf(3), ['bad', '- [x] bad']);
    expect(readReview(again(one), 'r.md')).toMatchObject({ read: 1, rejected: 1, onPage: 3, present: 3 });
    expect(readReview(again(pageOf(3)), 'r.md')).toMatchObject({ read: 0, unread: 3 });
    const open = `${one}\n${pageOf(1).slice(pageOf(1).indexOf('## 1. '))}`;
    expect(readReview(open, 'r.md')).toMatchObject({ read: 1, rejected: 1, unread: 2 });
    const other = again(one)
      .replace(/- \[x\] bad(?![\s\S]*- \[x\] bad)/, '- [ ] bad')
      .replace(/- \[ \] good(?![\s\S]*- \[ \] good)/, '- [x] good');
    expect(() => readReview(other, 'r.md')).toThrow(
      /train\.jsonl:1 stands there twice, bad in line \d+ and good in line \d+/,
    );
  });

  test('of which a heading is gone are not read as one', () => {
    expect(() => readReview(pageOf(2).replace(/## 2\. .*/, ''), 'r.md')).toThrow('is its second box of that name');
    expect(() => readReview(pageOf(2).replace(/## 1\. .*/, ''), 'r.md')).toThrow('stands above the first record');
  });
});

describe('the page as it lies there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ftlint-ticks-'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('train.jsonl', Array.from({ length: 3 }, (_, i) => `{"prompt":"q ${i}","completion":"a ${i}"}\n`).join(''));
  const drawn = async (): Promise<string> => {
    const { code } = await review(['train.jsonl', '--out', 'review.md'], folder);
    expect(code).toBe(0);
    return readFileSync(join(folder, 'review.md'), 'utf8');
  };

  test('its first command prints the result, its second takes it into a record', async () => {
    const page = (await drawn()).replace('Read by: ', 'Read by: A. Weber');
    const made = ticked(page, ['bad', '- [x] bad: wrong sum'], ['good', '- [✓] good']);
    write('review.md', made);
    const [first, second] = /~~~text\n(ftlint .*)\n(ftlint .*)\n~~~/
      .exec(made)!
      .slice(1)
      .map((line) => line.split(' ').slice(1));
    const line = '2 of 3 read, 1 rejected: 95 % interval of bad records 9–91 % (from the 2 read)';
    const alone = await run(first, folder);
    expect([alone.code, alone.err]).toEqual([0, '']);
    expect(alone.out).toContain(
      `Review of train.jsonl: ${line}\nRead by: A. Weber\nNotes\n  train.jsonl:1, bad: wrong sum\n`,
    );
    expect(alone.out).toContain('No decision: it needs answers');
    expect(alone.out).toContain(`ftlint ${second.join(' ')}\n`);
    const json = await run([...first, '--json'], folder);
    expect(JSON.parse(json.out)).toMatchObject({ review: { read: 2, onPage: 3, line } });
    const answers = ['--answer', 'good-enough=yes', '--task', 'instruction-following'];
    expect((await run(['advise', ...answers, '--out', 'decision.md'], folder)).code).toBe(0);
    expect(await run(second, folder)).toMatchObject({ code: 0 });
    const record = readFileSync(join(folder, 'decision.md'), 'utf8');
    expect(record).toContain(`train.jsonl: ${line}. Read by: A. Weber.`);
    expect(record).toContain('\n- train.jsonl:1, bad: wrong sum\n');
    // With answers that are missing it is no result alone.
    expect((await run([...first, '--out', 'other.md'], folder)).code).toBe(2);
  });

  test('saved by a Windows editor', async () => {
    write('review.md', '');
    const made = ticked(await drawn(), ['bad', '- [x] bad: wrong sum'], ['good', '- [x] good']);
    write('windows.md', `\ufeff${made.replaceAll('\n', '\r\n')}`);
    const { code, out } = await run(['advise', '--review', 'windows.md'], folder);
    expect(code).toBe(0);
    expect(out).toContain('2 of 3 read, 1 rejected');
    expect(out).toContain('train.jsonl:1, bad: wrong sum\n');
    expect((await review(['train.jsonl', '--out', 'windows.md'], folder)).code).toBe(2);
  });

  test('a tick that cannot be understood ends in exit 2, and is not written over', async () => {
    write('review.md', '');
    const page = await drawn();
    write('review.md', ticked(page, ['good', '- [✗] good']));
    const { code, err } = await run(['advise', '--review', 'review.md'], folder);
    expect(code).toBe(2);
    expect(err).toMatch(/review\.md, line \d+: "- \[✗\] good" under train\.jsonl:1 looks like a tick box/);
    expect((await review(['train.jsonl', '--out', 'review.md'], folder)).code).toBe(2);
    expect([isTicked(page), isTicked('# Notes\n\n- [x] good')]).toEqual([false, false]);
  });

  test.each([
    [['--stdin-filename', 'own.jsonl'], 'own.jsonl'],
    [[], 'standard input'],
  ])('of standard input has its name: %j', async (flags, name) => {
    const { out } = await review(['-', ...flags], folder, readFileSync(join(folder, 'train.jsonl')));
    expect(out.split('\n')[0]).toBe(`# Review of ${name}`);
    expect(out).toContain('ftlint advise - ');
  });

  test('says how many lines are no records', async () => {
    const rows = Array.from({ length: 3 }, (_, i) => `{"prompt":"q ${i}","completion":"a ${i}"}\n`).join('');
    write('torn.jsonl', `${rows}{"prompt":"to\n{"prompt":"torn"\n`);
    const [all, few] = await Promise.all(['5', '2'].map((n) => review(['torn.jsonl', '--n', n], folder)));
    expect(all.out).toContain('3 of 3 records, drawn by record hash');
    expect(all.out).toContain('2 lines more cannot be read as records: they are on this page, among the worst.');
    expect(few.out).toContain('2 lines more cannot be read as records: not on this page, `ftlint check` says where.');
  });

  test('what is found of a record is not what is found of the set', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({
      messages: [
        { role: 'user', content: `question ${i}, ${'x'.repeat(i % 50)}` },
        { role: 'assistant', content: i % 7 === 0 ? `As an AI language model, I say ${i}.` : `It is ${i}.` },
      ],
    }));
    write('many.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const { out } = await review(['many.jsonl', '--n', '60'], folder);
    expect(out).toContain('assistant-disclaimer: one of these: ');
    expect(out).not.toMatch(/% of \d+ records/);
  });
});
