import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { dataItems } from '../src/commands/catalogue.ts';
import { dataPage } from '../src/commands/explain.ts';
import type { DatasetReport } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';
import { loadData } from '../src/run/data.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const fixtures = join(root, 'fixtures/formats');
const scratch = mkdtempSync(join(tmpdir(), 'ftlint-formats-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What one file must be read as. Sums are of code points. */
interface Expected {
  readonly format: string;
  readonly kind: string;
  readonly task: string;
  readonly records: number;
  readonly usable: number;
  /** Findings with their counts. Of a good file nothing else may be an error or a warning. */
  readonly findings: Readonly<Record<string, number>>;
  readonly absent?: readonly string[];
  readonly duplicates?: Readonly<Record<string, number>>;
  readonly roles?: Readonly<Record<string, number>>;
  readonly input?: number;
  readonly output?: number;
}

/** Findings that ten records always have. */
const SIZE = new Set(['samples.minimum', 'missing-eval']);

const kinds = new Map(loadData().formats.map(({ id, kind }) => [id, kind]));

async function read(path: string): Promise<DatasetReport> {
  const report = await check({ inputs: [path] });
  expect(report.failures).toEqual([]);
  return report.datasets[0];
}

const folders = readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, 'expected.json')));

describe.each(folders)('%s', (name) => {
  const expected = JSON.parse(readFileSync(join(fixtures, name, 'expected.json'), 'utf8')) as Record<string, Expected>;

  test.each(Object.keys(expected))('%s', async (twin) => {
    const { format, kind, task, records, usable, findings, absent = [], ...rest } = expected[twin];
    const found = await read(join(fixtures, name, `${twin}.jsonl`));
    const { measures } = found;
    expect([found.format.id, kinds.get(format), found.task.id]).toEqual([format, kind, task]);
    expect([measures.records, measures.usable]).toEqual([records, usable]);
    if (rest.duplicates !== undefined) expect(measures.duplicates).toEqual(rest.duplicates);
    if (rest.roles !== undefined) expect(measures.roles).toEqual(rest.roles);
    if (rest.input !== undefined) expect(measures.lengths.input).toMatchObject({ sum: rest.input });
    if (rest.output !== undefined) expect(measures.lengths.output).toMatchObject({ sum: rest.output });
    expect(found.unclear).toEqual([]);
    const all = found.findings.filter(({ rule }) => !SIZE.has(rule));
    const counts = Object.fromEntries(all.map(({ rule, count }) => [rule, count]));
    expect(counts).toMatchObject(findings);
    expect(absent.filter((rule) => rule in counts)).toEqual([]);
    if (twin !== 'good') return;
    const loud = all.filter(({ severity, rule }) => severity !== 'info' && !(rule in findings));
    expect(loud.map(({ rule }) => rule)).toEqual([]);
  });
});

describe('one conversation', () => {
  const [ask, answer, system] = ['Is it open?', 'Yes, until five.', 'Be brief.'];
  const turns = (role: string, content: string, said: (text: string) => unknown, model = 'assistant') => [
    { [role]: 'user', [content]: said(ask) },
    { [role]: model, [content]: said(answer) },
  ];
  const plain = (text: string): string => text;
  const bare = (text: string) => [{ text }];
  const typed = (text: string) => [{ type: 'text', text }];
  const dialects: readonly object[] = [
    { messages: [{ role: 'system', content: system }, ...turns('role', 'content', plain)] },
    { system, messages: turns('role', 'content', plain) },
    { system, messages: turns('role', 'content', typed) },
    { system: typed(system), messages: turns('role', 'content', typed) },
    { schemaVersion: 'x', system: bare(system), messages: turns('role', 'content', bare) },
    { systemInstruction: { parts: bare(system) }, contents: turns('role', 'parts', bare, 'model') },
    { system_instruction: system, contents: turns('role', 'parts', bare, 'model') },
    { system, conversations: turns('from', 'value', plain) },
    { system, conversations: [ask, answer] },
    { system, conversation: [{ human: ask, assistant: answer }] },
    { conversation: [{ system, input: ask, output: answer }] },
    { system, interactions: turns('role', 'text', plain) },
  ];

  test('is one sample in every dialect', async () => {
    const path = join(scratch, 'dialects.jsonl');
    writeFileSync(path, dialects.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const { measures } = await read(path);
    expect(measures).toMatchObject({ records: 12, usable: 1, duplicates: { exact: 0, normalized: 11, input: 11 } });
    expect(measures.lengths.input).toMatchObject({ min: 20, max: 20 });
    expect(measures.lengths.output).toMatchObject({ min: 16, max: 16 });
  });

  test('with images, calls and results differs by them, and they are no text', async () => {
    const image = (url: string) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: ask },
            { type: 'image_url', image_url: { url } },
          ],
        },
        { role: 'assistant', content: answer },
      ],
    });
    const path = join(scratch, 'images.jsonl');
    writeFileSync(
      path,
      [image('https://x/a.png'), image('https://x/b.png'), image('https://x/a.png')]
        .map((record) => `${JSON.stringify(record)}\n`)
        .join(''),
    );
    const { measures } = await read(path);
    expect(measures).toMatchObject({ usable: 2, duplicates: { normalized: 1 } });
    expect(measures.lengths.input).toMatchObject({ min: 11, max: 11 });
  });
});

describe('every format', () => {
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
  const validate = ajv.compile(
    JSON.parse(readFileSync(join(root, 'rules/schema/format.schema.json'), 'utf8')) as object,
  );

  test.each(loadData().formats.map((format) => [format.id, format] as const))('%s fits the schema', (_id, format) => {
    validate(format);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('has a precedence of its own, and a page', async () => {
    const order = loadData().formats.map(({ precedence }) => precedence);
    expect(order.filter((n, i) => order.indexOf(n) !== i)).toEqual([]);
    for (const item of await dataItems('format')) expect(dataPage(item)).toContain('- source: ');
  });
});
