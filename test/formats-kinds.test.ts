import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { reporters } from '../src/reporters/registry.ts';
import type { ReportContext } from '../src/reporters/reporter.ts';
import { check } from '../src/run/check.ts';
import { loadData } from '../src/run/data.ts';
import { resolveTask } from '../src/tasks/resolve.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const fixtures = join(root, 'fixtures/formats');
const schema = JSON.parse(readFileSync(join(root, 'rules/schema/report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);
const kinds = new Map(loadData().formats.map(({ id, kind }) => [id, kind]));

/** What a file must be read as. */
interface Reading {
  /** `--task`; absent: inferred. */
  readonly given?: string;
  readonly format: string;
  readonly kind: string;
  readonly task: string | null;
  readonly verdict?: string;
  /** Words of the reason why nothing can be told; absent: there must be none. */
  readonly unclear?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly measures: Readonly<Record<string, unknown>>;
  /** Findings with their counts. Of a good file nothing else may be an error or a warning. */
  readonly findings: Readonly<Record<string, number>>;
}

/** Findings that ten records always have. */
const SIZE = new Set(['samples.minimum', 'missing-eval', 'class.samples']);

const cases = readdirSync(fixtures).flatMap((folder) => {
  const path = join(fixtures, folder, 'reading.json');
  if (!existsSync(path)) return [];
  const readings = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Reading | readonly Reading[]>;
  return Object.entries(readings).flatMap(([file, reading]) =>
    [reading]
      .flat()
      .map((each) => [`${folder}/${file} ${each.given ?? ''}`, join(folder, file), each as Reading] as const),
  );
});

describe('each format is read for what it is', () => {
  test.each(cases)('%s', async (_name, path, reading) => {
    const { given, format, kind, task, verdict, unclear, fields, measures, findings } = reading;
    const report = await check({ inputs: [join(fixtures, path)], ...(given !== undefined && { task: given }) });
    expect(report.failures).toEqual([]);
    const [found] = report.datasets;
    expect([found.format.id, kinds.get(format), found.task.id]).toEqual([format, kind, task]);
    if (verdict !== undefined) expect(found.verdict).toBe(verdict);
    if (unclear === undefined) expect(found.unclear).toEqual([]);
    else expect(found.unclear.join('; ')).toContain(unclear);
    if (fields !== undefined) expect(found.format.fields).toEqual(fields);
    expect(found.measures).toMatchObject(measures);
    const rest = found.findings.filter(({ rule }) => !SIZE.has(rule));
    const counts = Object.fromEntries(rest.map(({ rule, count }) => [rule, count]));
    expect(counts).toMatchObject(findings);
    // The gates of broken and blank records count what the rules name: nothing is lost without a word.
    if (!path.includes('good')) return;
    const loud = rest.filter(({ severity, rule }) => severity !== 'info' && !(rule in findings));
    expect(loud.map(({ rule }) => rule)).toEqual([]);
  });
});

const CONTEXT: ReportContext = { columns: 80, color: false, excerpts: 'none', quiet: false, least: 'info', limit: 5 };

test('the machine report of every kind keeps its contract', async () => {
  const inputs = [...new Set(cases.map(([, path]) => join(fixtures, path)))];
  const report = await check({ inputs });
  const render = await reporters['json']();
  const json: unknown = JSON.parse([...render(report, CONTEXT)].join(''));
  expect(validate(json) ? [] : validate.errors).toEqual([]);
  expect(report.datasets.length).toBeGreaterThan(10);
});

describe('tasks of the new kinds', () => {
  const { tasks } = loadData();

  test.each([
    ['ner', 'token-classification'],
    ['Named Entity Recognition', 'token-classification'],
    ['sentence-transformers', 'embedding'],
    ['STS', 'embedding'],
    ['triplets', 'embedding'],
    ['prm', 'stepwise-supervision'],
  ])('--task %s is %s', (name, id) => {
    expect(resolveTask(name, tasks)?.id).toBe(id);
  });

  test.each([
    ['embeding', 'embedding'],
    ['token-clasification', 'token-classification'],
  ])('--task %s: did you mean %s?', (name, id) => {
    expect(() => resolveTask(name, tasks)).toThrow(expect.objectContaining({ hint: `did you mean --task ${id}?` }));
  });

  test('pairs of question and answer are embeddings where that is asked for', async () => {
    const inputs = [join(fixtures, 'anchor-positive/good-pairs.csv')];
    const asked = await check({ inputs, task: 'summarization' });
    expect(asked.verdict).toBe('cannot-tell');
    expect(asked.datasets[0].unclear.join()).toContain('they read as --task embedding');
  });
});

test('a list of labels is a set: its order makes no other answer', async () => {
  const row = (labels: unknown): string => `${JSON.stringify({ text: 'Is there a lift?', labels })}\n`;
  const measuresOf = async (...lists: readonly unknown[]): Promise<readonly number[]> => {
    const stdin = [new TextEncoder().encode(lists.map(row).join(''))];
    const report = await check({
      inputs: ['-'],
      stdin: toAsync(stdin),
      stdinFilename: 'a.jsonl',
      task: 'classification',
    });
    const { conflicts, duplicates, usable } = report.datasets[0].measures;
    return [conflicts, duplicates.normalized, usable];
  };
  expect(await measuresOf(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual([0, 1, 1]);
  expect(await measuresOf(['a', 'b'], ['a', 'c'])).toEqual([1, 0, 0]);
  expect(await measuresOf(['a'], [])).toEqual([1, 0, 0]);
  expect(await measuresOf([], [])).toEqual([0, 1, 1]);
  expect(await measuresOf(['a', ''], ['A'])).toEqual([0, 1, 1]);
});

async function* toAsync(parts: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* parts;
}
