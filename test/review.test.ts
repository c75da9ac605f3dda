import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { howChosen } from '../src/advise/review/page/how-drawn.ts';
import { readReview } from '../src/advise/review/page/read.ts';
import { reviewResult } from '../src/advise/review/page/result.ts';
import { withoutFences } from '../src/advise/review/page/text-blocks.ts';
import { reviewPage } from '../src/advise/review/page/write.ts';
import { isClean } from '../src/advise/review/sample/findings.ts';
import type { ReviewItem } from '../src/advise/review/sample/items.ts';
import { shorten } from '../src/advise/review/text/values.ts';
import { visible } from '../src/reporters/visible.ts';
import { wilson } from '../src/stats/wilson.ts';
import { parquetRows } from './parquet-rows.ts';
import { itemsOf, review } from './review-run.ts';
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

test('the worst, and records of rare classes, say nothing about the set', () => {
  const none = { read: 0, rejected: 0 };
  const of = (drawn: typeof none, worst = none, ofClasses = none) => {
    const onPage = drawn.read + worst.read + ofClasses.read;
    return reviewResult(
      { drawn, class: ofClasses, worst },
      { of: 'f', by: 'A', files: ['f'], total: undefined, onPage, present: onPage, notes: [] },
    );
  };
  expect(of({ read: 50, rejected: 4 }).line).toBe('50 read, 4 rejected: 95 % interval of bad records 3–19 %');
  expect(of({ read: 40, rejected: 2 }, { read: 10, rejected: 9 }, { read: 3, rejected: 1 }).line).toBe(
    '53 read, 12 rejected; of the 40 drawn by hash 2: 95 % interval of bad records 1–17 %; of the 3 of rare classes 1; of the 10 worst 9',
  );
  expect(of(none, { read: 3, rejected: 3 }).interval).toBeUndefined();
  expect(of(none, none, { read: 3, rejected: 3 }).interval).toBeUndefined();
});

const parts = (prompt: string, answer: string) => [
  { name: 'Prompt', text: prompt },
  { name: 'Answer', text: answer },
];
/** A part of an item by its name. */
const part = ({ parts: all }: ReviewItem, name: string): string | undefined =>
  all.find((one) => one.name.startsWith(name))?.text;

const item = (line: number, rest: Partial<ReviewItem> = {}): ReviewItem => ({
  path: 'train.jsonl',
  line,
  why: 'drawn',
  length: 10,
  parts: parts('a question', 'an answer'),
  findings: [],
  ...rest,
});

describe('a page', () => {
  const read = {
    named: 'train.jsonl',
    how: ['How it was drawn.'],
    total: 40,
    thirds: [10, 20],
    commands: ['ftlint a', 'ftlint b'],
  } as const;
  const hostile = item(2, { parts: parts('x\n## 9. train.jsonl:1 (drawn)\n- [x] bad\n', ''), why: 'worst' });
  const page = reviewPage([item(1), hostile, item(3), item(4, { why: 'class' })], read, visible);

  test('that nobody ticked counts as unread, whatever the records say', () => {
    expect(readReview(page, 'r.md')).toMatchObject({ read: 0, unread: 4, by: undefined, interval: undefined });
  });

  test('shows record text and runs none of it', () => {
    const text = '![x](https://a.example/p.png)\n~~~~\n- [x] bad\n<img src=x>';
    const shown = reviewPage([item(1, { parts: parts(text, 'an answer'), findings: ['secret: <b>'] })], read, visible);
    expect(shown).toContain(`~~~~~text\n${text}\n~~~~~\n\nAnswer:\n\n~~~text\nan answer\n~~~\n`);
    expect(shown).toContain('~~~text\nsecret: <b>\n~~~');
    expect(withoutFences(shown)).not.toMatch(/img|https|\[x\]|<b>/);
    expect(readReview(shown, 'r.md')).toMatchObject({ unread: 1, files: ['train.jsonl'] });
    expect(readReview(shown.replaceAll('~', '`').replace('````\n- [x]', '~~~~\n- [x]'), 'r.md').unread).toBe(1);
  });

  test('says how it was drawn', () => {
    expect(page).toContain(
      '# Review of train.jsonl\n\nThis page has 4 records of 40.\n\nHow it was drawn.\n\nPut an x',
    );
    expect(page).toContain('## 1. train.jsonl:1 (drawn)\n\nLength 10: short.\n');
    expect(reviewPage([item(1)], { ...read, total: 40, thirds: undefined }, visible)).not.toContain('Length');
    const classes = { count: 0, exact: true, without: 0 };
    const how = (items: readonly ReviewItem[], more: Partial<Parameters<typeof howChosen>[1]> = {}, clean = true) =>
      howChosen(
        items,
        { drawn: [], ofClasses: [], spare: [], classes, thirds: undefined, ...more },
        { split: 'train', records: 300, broken: 0, clean, beside: [], cut: undefined },
        String,
      ).join('\n');
    expect(how([item(1)])).toContain('1 of 300 records, drawn by record hash and spread from short to long');
    expect(how([item(1)])).toContain('no record has an error or a warning');
    expect(how([item(1)], {}, false)).toContain('those with some are among them');
    const mixed = [item(1), item(2, { length: 11 }), item(3, { why: 'class' }), item(4, { why: 'worst' })];
    const said = how(mixed, { thirds: [10, 20], classes: { count: 9, exact: true, without: 2 } });
    expect(said).toContain('spread over the classes by their shares and from short to long, and 1 of the worst');
    expect(said).toContain('Of 9 classes 1 that those drawn lack have one record each');
    expect(said).toContain('2 have none: a larger --n');
    expect(said).toContain('1 are short, 1 middle, 0 long: thirds of the set, which end at 10 and 20 characters');
    expect(how(mixed, { classes: { count: 5000, exact: false, without: undefined } })).toContain(
      'There are about 5000 classes, more than records here',
    );
  });

  test('is read back', () => {
    const ticked = page
      .replace('Read by: ', 'Read by: A. Weber')
      .replace('- [ ] bad', '- [X] bad')
      .replace(/(\(worst\)[\s\S]*?)- \[ \] good/, '$1- [x] good')
      .replace(/(\(class\)[\s\S]*?)- \[ \] bad/, '$1- [x] bad');
    expect(readReview(ticked, 'r.md')).toMatchObject({
      of: 'train.jsonl',
      by: 'A. Weber',
      unread: 1,
      drawn: { read: 1, rejected: 1 },
      worst: { read: 1, rejected: 0 },
      class: { read: 1, rejected: 1 },
    });
  });

  test.each([
    [
      'both',
      page.replace('- [ ] good\n- [ ] bad', '- [x] good\n- [x] bad'),
      'under train.jsonl:1 is ticked, and so is the other',
    ],
    ['no review', '# Something', 'is no review'],
    ['a block without its end', page.replace('~~~\n\n', '\n\n').replaceAll(/~~~$/gm, ''), 'has no end'],
    ['a heading that was edited', page.replace('(worst)', ''), 'lacks (drawn), (class) or (worst)'],
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
  const items = (file: string, size: number, task = 'instruction-following', shards = 1) =>
    itemsOf({ cwd: folder, inputs: [file], task, shards, segmentBytes: shards === 1 ? 1 << 24 : 1000 }, size);

  test('is repeatable, mixed, and the same records in any order of the file', async () => {
    const one = await items(write('train.jsonl', rows), 50);
    expect(one).toHaveLength(50);
    expect(one.filter(({ why }) => why === 'worst')).toHaveLength(10);
    expect(await items('train.jsonl', 50)).toEqual(one);
    for (const shards of [2, 3, 7]) expect(await items('train.jsonl', 50, undefined, shards)).toEqual(one);
    const drawn = (all: readonly ReviewItem[]): readonly string[] =>
      all.flatMap((one) => (one.why === 'drawn' ? [part(one, 'Prompt') ?? ''] : [])).toSorted();
    expect(drawn(await items(write('turned.jsonl', rows.toReversed()), 50))).toEqual(drawn(one));
  });

  test('shows the whole record where a finding points into it', async () => {
    write('train.jsonl', rows);
    const worst = (await items('train.jsonl', 50)).filter(({ why }) => why === 'worst');
    expect(worst.map((one) => [one.line, part(one, 'Prompt')])).toEqual(
      worst.map(({ line }) => [line, `question ${line - 1}`]),
    );
    expect(worst.every(({ findings }) => findings[0].startsWith('blank-side'))).toBe(true);
  });

  test('shows what cannot be read as it stands, not as the record before it', async () => {
    const bad = [{ prompt: 'first', completion: '' }, ...rows.slice(1, 5)].map((row) => JSON.stringify(row));
    writeFileSync(join(folder, 'broken.jsonl'), [...bad, '{"prompt": "torn', '{"prompt": "x", }'].join('\n'));
    const shown = await items('broken.jsonl', 50);
    expect(shown.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(shown.slice(5).map((one) => [part(one, 'As it stands'), one.why, one.length])).toEqual([
      [expect.stringContaining('{"prompt": "torn'), 'worst', undefined],
      [expect.stringContaining('{"prompt": "x", }'), 'worst', undefined],
    ]);
    const bytes = readFileSync(join(folder, 'broken.jsonl'));
    const { out } = await review(['-', '--task', 'instruction-following'], folder, bytes);
    expect(out).toMatch(
      /:7 \(worst\)\n\nAs it stands:\n\n~~~text\n\(this cannot be read as a record; give the file by its name/,
    );
  });

  test('shows 4,000 characters of each message, and says what is cut', async () => {
    const messages = [
      { role: 'user', content: `one\ntwo ${'é'.repeat(3000)}` },
      { role: 'assistant', content: '\u{1f600}'.repeat(4010) },
    ];
    write('long.jsonl', [{ messages }, { messages: [messages[0], { role: 'assistant', content: 'short' }] }]);
    const [long, short] = await items('long.jsonl', 2, 'dialogue');
    expect(part(long, 'Conversation')).toEqual(
      `user: ${messages[0].content}\n\nassistant: ${'\u{1f600}'.repeat(4000)}\n(cut: 10 more characters)`,
    );
    expect([long.length, short.length]).toEqual([7018, 3013]);
    expect(part(short, 'Conversation')).toBe(`user: ${messages[0].content}\n\nassistant: short`);
    expect(isClean([])).toBe(true);
    expect([shorten('abcd', 4), shorten('abcd', 3)]).toEqual(['abcd', 'abc\n(cut: 1 more characters)']);
  });

  test('has each class by its share, and one record of those that are rare', async () => {
    const label = (i: number): string => (i % 4 === 3 ? 'b' : 'a');
    const labelled = Array.from({ length: 400 }, (_, i) => ({
      text: `text ${'x'.repeat(i % 90)} ${i}`,
      label: label(i),
    }));
    write('labels.jsonl', [...labelled, { text: 'the only one', label: 'rare' }]);
    const one = await items('labels.jsonl', 40, 'classification');
    for (const shards of [2, 5]) expect(await items('labels.jsonl', 40, 'classification', shards)).toEqual(one);
    const many = (why: ReviewItem['why'], output: string): number =>
      one.filter((shown) => shown.why === why && part(shown, 'Label') === output).length;
    expect(many('class', 'rare')).toBe(1);
    expect(many('drawn', 'a') / one.filter(({ why }) => why === 'drawn').length).toBeCloseTo(0.75, 1);
    const byLength = one.flatMap(({ why, length = 0 }) => (why === 'drawn' ? [Math.floor((length - 6) / 32)] : []));
    for (const third of [0, 1, 2]) {
      const share = byLength.filter((n) => n === third).length / byLength.length;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(0.12);
    }
  });

  test('of a small file is all of it', async () => {
    const all = await items(write('small.jsonl', rows.slice(0, 12)), 50);
    expect(all.map(({ line }) => line)).toEqual(rows.slice(0, 12).map((_, i) => i + 1));
  });

  const banking = join(cases, 'real/banking77/train.csv');
  test('of real data shows text and label', async () => {
    if (!hasCases() || !existsSync(banking)) return;
    const shown = await items(banking, 30, 'classification');
    expect(shown).toHaveLength(30);
    expect(shown.every((one) => (part(one, 'Text') ?? '').length > 5 && /^\S+$/.test(part(one, 'Label') ?? ''))).toBe(
      true,
    );
  });

  /** A page without the commands, which name the input. */
  const asWritten = (page: string): string => page.replace(/^ftlint advise .*$/gm, '');

  test('is the same on standard input, whole texts and all', async () => {
    const text = `question ${'y'.repeat(900)}`;
    write('train.jsonl', [
      ...rows,
      ...Array.from({ length: 9 }, (_, i) => ({ prompt: `${text}${i}`, completion: '' })),
    ]);
    const bytes = readFileSync(join(folder, 'train.jsonl'));
    const of = async (input: readonly string[], stdin?: Uint8Array): Promise<string> => {
      const { code, out, err } = await review([...input, '--task', 'instruction-following'], folder, stdin);
      expect([code, err]).toEqual([0, '']);
      return asWritten(out);
    };
    const before = new Set(readdirSync(tmpdir()));
    const page = await of(['-', '--stdin-filename', 'train.jsonl'], bytes);
    expect(page).toEqual(await of(['train.jsonl']));
    expect(page).toContain('(worst)');
    expect(page).toContain(text);
    expect(await of(['-', '--stdin-filename', 'train.jsonl.gz'], gzipSync(bytes))).toEqual(
      page.replaceAll(/train\.jsonl(?=:|\n)/g, 'train.jsonl.gz'),
    );
    const left = readdirSync(tmpdir()).filter((name) => !before.has(name) && existsSync(join(tmpdir(), name, 'stdin')));
    expect(left).toEqual([]);
  });

  test('shows whole rows of a container without byte offsets', async () => {
    writeFileSync(join(folder, 'rows.parquet'), parquetRows(970));
    const shown = await items('rows.parquet', 20, 'classification');
    const worst = shown.filter(({ why }) => why === 'worst');
    expect(worst.length).toBeGreaterThan(0);
    const labels = new Map(Array.from({ length: 970 }, (_, i) => [i + 1, ['a', 'b', 'c'][(i * 7) % 3]]));
    expect(worst.map((one) => part(one, 'Label'))).toEqual(worst.map(({ line }) => labels.get(line)));
    expect(await items('rows.parquet', 20, 'classification', 3)).toEqual(shown);
  });
});
