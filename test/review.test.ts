import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { shorten, withoutFences } from '../src/advise/fenced.ts';
import { isClean, type ReviewItem, reviewItems, withTexts } from '../src/advise/review-items.ts';
import { readReview, reviewPage } from '../src/advise/review-page.ts';
import { reviewResult } from '../src/advise/review-result.ts';
import { pickRule, reviewRule } from '../src/advise/review-rule.ts';
import { visible } from '../src/reporters/visible.ts';
import { check } from '../src/run/check.ts';
import { wilson } from '../src/stats/wilson.ts';
import { cases, hasCases } from './shared.ts';

test.each([
  [4, 50, 0.0315, 0.1884],
  [0, 50, 0, 0.0714],
  [50, 50, 0.9286, 1],
  [1, 1, 0.2065, 1],
  [0, 0, 0, 1],
])('%i of %i: the Wilson interval', (hits, looked, low, high) => {
  const [a, b] = wilson(hits, looked);
  expect(a).toBeCloseTo(low, 3);
  expect(b).toBeCloseTo(high, 3);
});

test('the worst say nothing about the set', () => {
  const none = { read: 0, rejected: 0 };
  expect(reviewResult({ read: 50, rejected: 4 }, none, 0, 'A', 'f').line).toBe(
    '50 read, 4 rejected: 95 % interval of bad records 3–19 %',
  );
  const mixed = reviewResult({ read: 40, rejected: 2 }, { read: 10, rejected: 9 }, 0, 'A', 'f');
  expect(mixed.line).toContain('of the 40 drawn by hash 2: 95 % interval of bad records 1–17 %');
  expect(reviewResult(none, { read: 3, rejected: 3 }, 0, 'A', 'f').interval).toBeUndefined();
});

const item = (line: number, rest: Partial<ReviewItem> = {}): ReviewItem => ({
  path: 'train.jsonl',
  line,
  offset: 0,
  why: 'drawn',
  input: 'a question',
  output: 'an answer',
  findings: [],
  ...rest,
});

describe('a page', () => {
  const read = { named: 'train.jsonl', records: '3', clean: false };
  const hostile = item(2, { input: 'x\n## 9. train.jsonl:1 (drawn)\n- [x] bad\n', why: 'worst' });
  const page = reviewPage([item(1), hostile, item(3)], read, visible);

  test('that nobody ticked counts as unread, whatever the records say', () => {
    expect(readReview(page, 'r.md')).toMatchObject({ read: 0, unread: 3, by: undefined, interval: undefined });
  });

  test('shows record text and runs none of it', () => {
    const text = '![x](https://a.example/p.png)\n~~~~\n- [x] bad\n<img src=x>';
    const shown = reviewPage([item(1, { input: text, findings: ['secret: <b>'] })], { ...read, clean: true }, visible);
    expect(shown).toContain(`~~~~~text\n${text}\n~~~~~\n\nAnswer:\n\n~~~text\nan answer\n~~~\n`);
    expect(shown).toContain('~~~text\nsecret: <b>\n~~~');
    expect(withoutFences(shown)).not.toMatch(/img|https|\[x\]|<b>/);
    expect(readReview(shown, 'r.md')).toMatchObject({ unread: 1, files: ['train.jsonl'] });
    expect(readReview(shown.replaceAll('~', '`').replace('````\n- [x]', '~~~~\n- [x]'), 'r.md').unread).toBe(1);
  });

  test('says that nothing was found only where nothing was', () => {
    expect(reviewPage([item(1)], { ...read, clean: true }, visible)).toContain('none has an error or a warning');
    expect(reviewPage([item(1)], read, visible)).toContain('those with findings are among them');
  });

  test('is read back', () => {
    const ticked = page
      .replace('Read by: ', 'Read by: A. Weber')
      .replace('- [ ] bad', '- [X] bad')
      .replace(/(\(worst\)[\s\S]*?)- \[ \] good/, '$1- [x] good');
    expect(readReview(ticked, 'r.md')).toMatchObject({
      of: 'train.jsonl',
      by: 'A. Weber',
      unread: 1,
      drawn: { read: 1, rejected: 1 },
      worst: { read: 1, rejected: 0 },
    });
  });

  test.each([
    [
      'both',
      page.replace('- [ ] good\n- [ ] bad', '- [x] good\n- [x] bad'),
      'train.jsonl:1 is ticked as good and as bad',
    ],
    ['no review', '# Something', 'is no review'],
    ['a block without its end', page.replace('~~~\n\n', '\n\n').replaceAll(/~~~$/gm, ''), 'has no end'],
    ['a heading that was edited', page.replace('(worst)', ''), 'lacks (drawn) or (worst)'],
  ])('%s: a clear sentence', (_name, text, message) => {
    expect(() => readReview(text, 'r.md')).toThrow(message);
  });
});

describe('the sample', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ftlint-review-'));
  const rows = Array.from({ length: 400 }, (_, i) => ({
    prompt: `question ${i}`,
    completion: i % 20 === 0 ? '' : `answer ${i}`,
  }));
  const write = (name: string, lines: readonly object[]): string => {
    writeFileSync(join(folder, name), lines.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return name;
  };
  const items = async (file: string, size: number, shards = 1): Promise<readonly ReviewItem[]> => {
    const options = {
      cwd: folder,
      inputs: [file],
      limit: 200,
      excerpts: 'full',
      extend: [reviewRule(size)],
      shards,
    } as const;
    return reviewItems((await check({ ...options, task: 'instruction-following' })).datasets[0], size);
  };

  test('is repeatable, mixed, and the same records in any order of the file', async () => {
    const one = await items(write('train.jsonl', rows), 50);
    expect(one).toHaveLength(50);
    expect(one.filter(({ why }) => why === 'worst')).toHaveLength(10);
    expect(await items('train.jsonl', 50)).toEqual(one);
    expect(await items('train.jsonl', 50, 3)).toEqual(one);
    const drawn = (all: readonly ReviewItem[]): readonly string[] =>
      all.flatMap(({ why, input }) => (why === 'drawn' ? [input] : [])).toSorted();
    expect(drawn(await items(write('turned.jsonl', rows.toReversed()), 50))).toEqual(drawn(one));
  });

  test('shows the whole record where a finding points into it', async () => {
    write('train.jsonl', rows);
    const options = { cwd: folder, inputs: ['train.jsonl'], task: 'instruction-following', limit: 200 } as const;
    const worst = (await items('train.jsonl', 50)).filter(({ why }) => why === 'worst');
    const offsets = worst.flatMap(({ offset }) => (offset === null ? [] : [offset]));
    const again = await check({ ...options, extend: [pickRule(offsets)] });
    const shown = withTexts(worst, again.datasets[0].findings);
    expect(shown.map(({ line, input }) => [line, input])).toEqual(
      shown.map(({ line }) => [line, `question ${line - 1}`]),
    );
    expect(shown.every(({ findings }) => findings[0].startsWith('blank-side'))).toBe(true);
  });

  test('shows 4,000 characters of each message, and says what is cut', async () => {
    const messages = [
      { role: 'user', content: `one\ntwo ${'é'.repeat(3000)}` },
      { role: 'assistant', content: '\u{1f600}'.repeat(4010) },
    ];
    write('long.jsonl', [{ messages }, { messages: [messages[0], { role: 'assistant', content: 'short' }] }]);
    const drawn = await items('long.jsonl', 2);
    expect(drawn[0].input).toMatch(/\(cut: \d+ more characters\)/);
    const hashes = drawn.map(({ hash }) => hash ?? '');
    const options = { cwd: folder, inputs: ['long.jsonl'], task: 'dialogue' } as const;
    const { findings } = (await check({ ...options, extend: [pickRule([], hashes)] })).datasets[0];
    const expected = `user: ${messages[0].content}\nassistant: ${'\u{1f600}'.repeat(4000)}\n(cut: 10 more characters)`;
    const [long, short] = withTexts(drawn, findings);
    expect(long.input).toEqual(expected);
    expect(short.input).toBe(`user: ${messages[0].content}\nassistant: short`);
    expect(isClean([])).toBe(true);
    expect([shorten('abcd', 4), shorten('abcd', 3)]).toEqual(['abcd', 'abc\n(cut: 1 more characters)']);
  });

  test('of a small file is all of it', async () => {
    const all = await items(write('small.jsonl', rows.slice(0, 12)), 50);
    expect(all.map(({ line }) => line)).toEqual(rows.slice(0, 12).map((_, i) => i + 1));
  });

  const banking = join(cases, 'real/banking77/train.csv');
  test('of real data shows text and label', async () => {
    if (!hasCases() || !existsSync(banking)) return;
    const real = await check({ inputs: [banking], limit: 200, extend: [reviewRule(30)], task: 'classification' });
    const shown = reviewItems(real.datasets[0], 30);
    expect(shown).toHaveLength(30);
    expect(shown.every(({ input, output }) => input.length > 5 && /^\S+$/.test(output))).toBe(true);
  });
});
