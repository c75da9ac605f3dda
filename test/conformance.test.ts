import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FindingReport, TargetReport } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';

/** Rows of one file: given one by one, as text, or one row again and again with a number in it. */
interface Rows {
  readonly rows?: readonly unknown[];
  readonly text?: string;
  readonly row?: unknown;
  readonly fill?: number;
  readonly file?: string;
}

/** What a target does to a file, and where that is known from. */
interface Conformance extends Rows {
  readonly name: string;
  readonly validation?: Rows;
  readonly for?: string;
  readonly verdict: string;
  /** Rules of the target's findings of severity error or warn, all of them; of the lines of its verdict those that matter here. */
  readonly rules: readonly string[];
  readonly rowsFate?: Readonly<Record<string, number>>;
  readonly source: string;
}

const root = new URL('../fixtures/targets/', import.meta.url);
const targets = readdirSync(root).filter((id) => existsSync(new URL(`${id}/cases.json`, root)));

/** The text of a file; `{n}` in a filling row is the number of the row. */
function textOf({ rows = [], text, row, fill = 0 }: Rows): string {
  if (text !== undefined) return text;
  const lines = rows.map((one) => JSON.stringify(one));
  const template = JSON.stringify(row);
  while (lines.length < fill) lines.push(template.replaceAll('{n}', String(lines.length + 1)));
  return lines.map((line) => `${line}\n`).join('');
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftlint-conformance-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function judged(
  id: string,
  c: Conformance,
): Promise<{ target: TargetReport; findings: readonly FindingReport[] }> {
  const own = await mkdtemp(join(folder, 'case-'));
  const { file = 'train.jsonl', validation } = c;
  await writeFile(join(own, file), textOf(c));
  if (validation !== undefined) await writeFile(join(own, validation.file ?? 'validation.jsonl'), textOf(validation));
  const report = await check({
    inputs: validation === undefined ? [file] : [],
    cwd: own,
    for: [c.for ?? id],
    ...(validation !== undefined && { train: [file], eval: [validation.file ?? 'validation.jsonl'] }),
  });
  const [dataset] = report.datasets;
  if (dataset === undefined) throw new Error(JSON.stringify(report.failures));
  const [target] = dataset.targets;
  return { target, findings: dataset.findings.filter(({ scope }) => scope === `target:${target.label}`) };
}

describe.each(targets)('%s', (id) => {
  const { cases } = JSON.parse(readFileSync(new URL(`${id}/cases.json`, root), 'utf8')) as {
    cases: readonly Conformance[];
  };
  test.each(cases)('$name', async (c) => {
    const { target, findings } = await judged(id, c);
    const told = [...new Set(findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule))].sort();
    const gates = new Set(target.gates.map((gate) => gate.id));
    const of = (rules: readonly string[]): readonly string[] => rules.filter((rule) => !gates.has(rule)).sort();
    expect({ verdict: target.verdict, rules: of(told) }).toEqual({ verdict: c.verdict, rules: of(c.rules) });
    expect(told).toEqual(expect.arrayContaining([...c.rules]));
    if (c.rowsFate !== undefined) expect(target.rows).toMatchObject(c.rowsFate);
    expect(c.source).not.toBe('');
  });
});
