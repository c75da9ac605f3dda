import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { rules } from '../rules/index.ts';
import type { Report } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';
import { fencedExamples } from './fenced-examples.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const checks = join(root, 'rules/checks');
const scratch = mkdtempSync(join(tmpdir(), 'ftlint-rules-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What a fixture folder promises: counts over its bad files, and rules that none of them may wake. */
interface Expected {
  readonly task?: string;
  readonly group?: string;
  readonly findings: Readonly<Record<string, number>>;
  readonly absent: readonly string[];
}

const codes = readdirSync(checks, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  // Rules that targets ask for have a registry of their own (target-rules.test.ts).
  .filter((path) => path.endsWith('.ts') && !path.startsWith('target/'))
  .toSorted();
const stems = codes.map((path) => path.slice(0, -'.ts'.length));
const folderOf = (stem: string): string => join(root, 'fixtures/checks', stem);
const expectedOf = (stem: string): Expected => JSON.parse(readFileSync(join(folderOf(stem), 'expected.json'), 'utf8'));
const fixturesOf = (stem: string, prefix: string): string[] =>
  readdirSync(folderOf(stem))
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(folderOf(stem), name));

function counts(report: Report): ReadonlyMap<string, number> {
  const byRule = new Map<string, number>();
  for (const { findings } of report.datasets) {
    for (const { rule, count } of findings) byRule.set(rule, (byRule.get(rule) ?? 0) + count);
  }
  return byRule;
}

/** Messages and titles that still hold the name of a value. */
function unfilled(report: Report): readonly string[] {
  const said = report.datasets.flatMap(({ findings }) =>
    findings.flatMap(({ title, message, places }) => [title, message, ...places.map((place) => place.message)]),
  );
  return said.filter((text) => /(?<!\{)\{\w+\}(?!\})/.test(text) || text === '');
}

async function judge(path: string, { task, group }: Expected): Promise<ReadonlyMap<string, number>> {
  const report = await check({
    inputs: [path],
    ...(task !== undefined && { task }),
    ...(group !== undefined && { group }),
  });
  expect(report.failures).toEqual([]);
  expect(unfilled(report)).toEqual([]);
  return counts(report);
}

test('the registry lists every rule file, by group, then by id', () => {
  expect(rules.map(({ meta }) => `${meta.group}/${meta.id}`)).toEqual(stems);
});

test('ids are unique', () => {
  expect(new Set(rules.map(({ meta }) => meta.id)).size).toBe(rules.length);
});

describe.each(stems)('%s', (stem) => {
  const id = basename(stem);
  const rule = rules.find(({ meta }) => meta.id === id);
  const page = join(checks, `${stem}.md`);
  const examples = existsSync(page) ? fencedExamples(readFileSync(page, 'utf8')) : [];

  test('has its group, a page with a bad and a good example, and fixtures of both kinds', () => {
    expect(rule?.meta.group).toBe(dirname(stem));
    expect(readFileSync(page, 'utf8').split('\n', 1)).toEqual([`# ${id}`]);
    expect(new Set(examples.map(({ verdict }) => verdict))).toEqual(new Set(['bad', 'good']));
    expect(fixturesOf(stem, 'bad').length).toBeGreaterThan(0);
    expect(fixturesOf(stem, 'good').length).toBeGreaterThan(0);
    expect(expectedOf(stem).findings[id]).toBeGreaterThan(0);
  });

  test('says the consequence, with the count, in its titles, and names a source', () => {
    // What holds for a whole set need not be said by a number.
    if (rule?.type === 'record') expect(rule.meta.title.other).toContain('{count}');
    expect(rule?.meta.title.other).not.toBe('');
    expect(rule?.meta.title.one).not.toBe('');
    expect(rule?.meta.title.one).not.toContain('{count}');
    expect(rule?.meta.evidence.source).not.toBe('');
    expect(rule?.meta.evidence.read).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test.each(examples.map((example, i) => [i + 1, example] as const))('page example %i', async (i, example) => {
    const folder = mkdtempSync(join(scratch, `${id}-${i}-`));
    const path = join(folder, example.name);
    writeFileSync(path, example.bytes);
    const found = (await judge(path, expectedOf(stem))).get(id) ?? 0;
    if (example.verdict === 'bad') expect(found).toBeGreaterThan(0);
    else expect(found).toBe(0);
  });

  test('bad fixtures have the findings that are written down, and no others of the absent', async () => {
    const { findings, absent } = expectedOf(stem);
    const sum = new Map<string, number>();
    for (const path of fixturesOf(stem, 'bad')) {
      for (const [name, count] of await judge(path, expectedOf(stem))) sum.set(name, (sum.get(name) ?? 0) + count);
    }
    expect(Object.fromEntries(Object.keys(findings).map((name) => [name, sum.get(name) ?? 0]))).toEqual(findings);
    expect(absent.filter((name) => sum.has(name))).toEqual([]);
  });

  test('good fixtures do not wake the rule', async () => {
    for (const path of fixturesOf(stem, 'good')) {
      const found = await judge(path, expectedOf(stem));
      expect([relative(root, path), found.get(id) ?? 0]).toEqual([relative(root, path), 0]);
    }
  });
});
