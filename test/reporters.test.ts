import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { Report } from '../src/core/report.ts';
import { cells, cut, wrap } from '../src/reporters/layout.ts';
import { byteSize, duration, grouped } from '../src/reporters/numbers.ts';
import { reporters } from '../src/reporters/registry.ts';
import type { ReportContext } from '../src/reporters/reporter.ts';
import { inert, quoted, visible } from '../src/reporters/visible.ts';

const NAMES = ['thin-classes', 'broken-chat', 'hostile', 'several', 'nothing', 'targets'];
const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const report = (name: string): Report => JSON.parse(text(`../fixtures/reporters/${name}.json`)) as Report;
const PLAIN: ReportContext = { columns: 80, color: false, excerpts: 'none', quiet: false, least: 'info', limit: 5 };
const render = async (reporter: string, of: Report, context: Partial<ReportContext> = {}): Promise<string> =>
  [...(await reporters[reporter]())(of, { ...PLAIN, ...context })].join('');
/** Anything that a terminal acts on, or that hides or reorders text; line feeds are ours. */
// eslint-disable-next-line no-control-regex -- these are what must not be there
const RAW = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cs}]/u;

describe('pretty', () => {
  test.each(
    ['thin-classes', 'broken-chat', 'targets'].flatMap((name) =>
      [60, 80, 120].map((columns) => [name, columns] as const),
    ),
  )('%s at %i columns', async (name, columns) => {
    expect(await render('pretty', report(name), { columns, excerpts: 'short' })).toMatchSnapshot();
  });
  test.each(['hostile', 'several', 'nothing'])('%s', async (name) => {
    expect(await render('pretty', report(name), { excerpts: 'short' })).toMatchSnapshot();
  });
  test.each(NAMES.flatMap((name) => [60, 72, 80, 90, 120, 200].map((columns) => [name, columns] as const)))(
    '%s keeps within %i columns',
    async (name, columns) => {
      const lines = (await render('pretty', report(name), { columns, excerpts: 'short' })).split('\n');
      expect(lines.filter((line) => cells(line) > columns)).toEqual([]);
      expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
    },
  );
  test.each(NAMES)('colour repeats what is there: %s', async (name) => {
    const painted = await render('pretty', report(name), { color: true });
    // eslint-disable-next-line no-control-regex -- colours begin with ESC
    expect(painted.replaceAll(/\u001b\[\d+m/g, '')).toBe(await render('pretty', report(name)));
    expect(painted).toContain('\u001b[');
  });
  test('quiet: errors and the verdict alone', async () => {
    expect(await render('pretty', report('broken-chat'), { quiet: true, least: 'error' })).toMatchSnapshot();
    expect(await render('pretty', report('thin-classes'), { quiet: true, least: 'error' })).toBe(
      'banking77/train.csv\n  READY WITH WARNINGS   1 warning · 0.07 s\n',
    );
  });
  test('a limit cuts places and says so; none cuts nothing', async () => {
    expect(await render('pretty', report('broken-chat'), { limit: 1 })).toContain('… and 117 more');
    expect(await render('pretty', report('broken-chat'), { excerpts: 'none' })).not.toContain('"  \\n"');
  });
  test.each([
    [1, 'more   --limit 0, --reporter jsonl', 'more (--limit 0, --reporter jsonl)'],
    [Infinity, 'more   counted without their places', 'more (counted without their places)'],
  ])('how to see the rest, at a limit of %d', async (limit, pretty, concise) => {
    // A limit that is asked for again shows no place that the rule has not kept.
    expect(await render('pretty', report('broken-chat'), { limit })).toContain(pretty);
    expect(await render('concise', report('broken-chat'), { limit })).toContain(concise);
  });
});

test('concise', async () => {
  expect(await render('concise', report('broken-chat'))).toMatchSnapshot();
  expect(await render('concise', report('several'))).toMatchSnapshot();
});

describe('json', () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(
    JSON.parse(text('../rules/schema/report.schema.json')) as object,
  );
  test.each(NAMES)('%s follows the schema', async (name) => {
    const json: unknown = JSON.parse(await render('json', report(name)));
    expect(validate(json) ? [] : validate.errors).toEqual([]);
    expect(json).toMatchObject({ verdict: report(name).verdict, failures: report(name).failures });
  });
  test("the order of keys is the contract's, whatever the engine's", async () => {
    const turned = Object.fromEntries(Object.entries(report('broken-chat')).toReversed()) as unknown as Report;
    expect(await render('json', turned)).toBe(await render('json', report('broken-chat')));
  });
  test('a schema that accepts anything would prove nothing', () => {
    const bad = { ...report('nothing'), verdict: 'maybe' };
    expect(validate(bad)).toBe(false);
    expect(validate({ ...report('nothing'), failures: undefined })).toBe(false);
  });
  test('record text only when asked', async () => {
    expect(await render('json', report('hostile'))).not.toContain('yyyy');
    expect(await render('jsonl', report('hostile'))).not.toContain('yyyy');
    expect(await render('json', report('hostile'), { excerpts: 'full' })).toContain('yyyy');
  });
  test('shown is what the limit left', async () => {
    const json = JSON.parse(await render('json', report('broken-chat'), { limit: 1 })) as Report;
    expect(json.datasets[0].findings[0]).toMatchObject({ count: 118, shown: 1, places: [{ line: 17 }] });
  });
});

test('jsonl: every place, then a summary', async () => {
  const lines = (await render('jsonl', report('broken-chat'), { limit: 1 }))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map((line) => line['rule'])).toEqual([
    'empty-assistant',
    'empty-assistant',
    'invalid-json',
    'invalid-json',
    'duplicate-normalized',
    'mixed-line-endings',
    undefined,
  ]);
  expect(lines[0]).toMatchObject({
    scope: 'data',
    severity: 'error',
    path: 'sft/train.jsonl',
    line: 17,
    offset: 4114,
    pointer: '/messages/2/content',
    data: {},
  });
  expect(lines.at(-1)).toMatchObject({
    summary: { verdict: 'not-ready', exitCode: 1, complete: true, datasets: [{ errors: 2, warnings: 1 }] },
  });
});

describe('targets', () => {
  test('each has its own line, verdict and findings, and none has those of another', async () => {
    const printed = await render('pretty', report('targets'));
    expect(printed).toContain('  openai-sft: all 300 rows train as written; 0 errors.');
    expect(printed.match(/target-role$/gm)).toHaveLength(1);
    expect(printed).toMatch(/runs as is in +openai-sft\n/);
    expect(printed).toMatch(/llama-factory-sft, because 13 records/);
    expect(printed).toMatch(/breaks in +together, because 13 records/);
  });
  test('one alone needs no table', async () => {
    const several = report('targets');
    const [dataset] = several.datasets;
    const one = { ...several, datasets: [{ ...dataset, targets: dataset.targets.slice(0, 1) }] };
    expect(await render('pretty', one)).not.toContain('Where it can be trained');
  });
  test('the verdict of the task stands apart from theirs', async () => {
    const printed = await render('pretty', report('targets'));
    expect(printed).toMatch(/^  READY WITH WARNINGS   as /m);
    expect(printed).toMatch(/^  NOT READY   2 errors, 2 warnings · /m);
  });
  test.each(['concise', 'jsonl'])('%s', async (reporter) => {
    expect(await render(reporter, report('targets'), { limit: 1 })).toMatchSnapshot();
  });
  test('quiet: verdicts and errors alone', async () => {
    expect(await render('pretty', report('targets'), { quiet: true, least: 'error' })).toMatchSnapshot();
  });
});

describe('hostile text', () => {
  test.each(Object.keys(reporters))('%s prints no control bytes', async (reporter) => {
    const printed = await render(reporter, report('hostile'), { excerpts: 'full' });
    expect(printed.match(RAW)).toBeNull();
    expect(printed).toContain(reporter.startsWith('json') ? '\\u001b' : '␛');
  });
  test.each(Object.keys(reporters))('%s prints none of a target either', async (reporter) => {
    expect((await render(reporter, report('targets'))).match(RAW)).toBeNull();
  });
  test.each([
    ['\u001b[31m', '␛[31m'],
    ['a\u0000b\u007f\u0085', 'a\\x00b\\x7f\\x85'],
    ['\r\n\t', '\\r\\n\\t'],
    ['\u202egpj', '\\u{202e}gpj'],
    ['\ud800x', '\\u{d800}x'],
    ['\u{e0041}', '\\u{e0041}'],
    ['👨‍👩‍👧 می‌خواهم', '👨‍👩‍👧 می‌خواهم'],
  ])('%j is shown as %j', (raw, shown) => expect(visible(raw)).toBe(shown));
  test('nothing raw is left of any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (s) => !RAW.test(visible(s)) && !visible(s).includes('\n')));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (s) => JSON.parse(inert(JSON.stringify(s))) === s));
  });
});

describe('layout', () => {
  test.each([
    ['abc', 3],
    ['日本語', 6],
    ['é', 1],
    ['e\u0301', 1],
    ['👨‍👩‍👧‍👦', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['–…', 2],
  ])('%s takes %i cells', (s, width) => expect(cells(s)).toBe(width));
  test.each([
    ['abcdef', 4, 'abc…'],
    ['日本語', 5, '日本…'],
    ['a👨‍👩‍👧‍👦b', 3, 'a…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['abc', 3, 'abc'],
  ])('%s cut to %i is %s', (s, width, out) => expect(cut(s, width)).toBe(out));
  test('cut and wrapped text fits, and wrapping loses no word', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((w) => !/\s/.test(w)));
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 40 }),
        (s, n) => cells(cut(visible(s), n)) <= n,
      ),
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 8, max: 40 }), (w, n) =>
        wrap(visible(w.join(' ')), n).every((line) => cells(line) <= n),
      ),
    );
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 8, max: 40 }),
        (w, n) => wrap(w.join(' '), n).join('').replaceAll(' ', '') === w.join(''),
      ),
    );
  });
  test('quotes are closed and escaped', () => {
    expect(quoted('say "hi"\n', 60)).toBe('"say \\"hi\\"\\n"');
    expect(cells(quoted('日'.repeat(1000), 20))).toBeLessThanOrEqual(20);
  });
});

test.each([
  [grouped(0), '0'],
  [grouped(1234567), '1,234,567'],
  [byteSize(999), '999 B'],
  [byteSize(839073), '839 kB'],
  [byteSize(999600), '1.0 MB'],
  [byteSize(41_000_000), '41 MB'],
  [duration(0.07), '0.07 s'],
  [duration(0.999), '1.0 s'],
  [duration(75.2), '1 min 15 s'],
])('%s is %s', (got, want) => expect(got).toBe(want));
