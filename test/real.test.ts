import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { DatasetReport, MeasuresReport } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';
import { cases, hasCases } from './shared.ts';

/** What an independent program counted in one real set. */
interface Truth {
  readonly file?: string;
  readonly task?: string;
  readonly rows?: number;
  readonly bad_lines?: number | null;
  readonly blank_lines?: number | null;
  readonly classes?: number;
  readonly counts?: Readonly<Record<string, number>>;
  readonly min_class?: number;
  readonly max_class?: number;
  readonly ratio?: number;
  readonly dup_rows_exact?: number;
  readonly dup_text_norm?: number;
  readonly dup_prompt_norm?: number;
  readonly conflicting_texts_norm?: number;
  readonly same_prompt_different_response?: number;
  readonly blank_text?: number;
  readonly blank_response?: number;
  readonly roles?: Readonly<Record<string, number>>;
  readonly labels?: Readonly<Record<string, number>>;
  readonly holdout?: { readonly rows: number; readonly leak_exact: number; readonly leak_norm: number };
}

/** First word of the truth's task → task ids that say the same. */
const TASKS: Readonly<Record<string, readonly string[]>> = {
  classification: ['classification'],
  instruction: ['instruction-following'],
  tool: ['tool-calling'],
  preference: ['preference', 'unpaired-preference'],
  domain: ['domain-adaptation'],
  code: ['code-generation'],
  dialogue: ['dialogue', 'instruction-following'],
};

function compare(truth: Truth, { measures: m, task, splits }: DatasetReport): string[] {
  const wrong: string[] = [];
  const same = (name: string, found: unknown, expected: unknown): void => {
    if (expected === undefined || expected === null) return;
    if (JSON.stringify(found) !== JSON.stringify(expected))
      wrong.push(`${name} is ${JSON.stringify(found)}, counted ${JSON.stringify(expected)}`);
  };
  same('records', m.records, truth.rows);
  same('invalid', m.invalid, truth.bad_lines);
  same('blankLines', m.blankLines, truth.blank_lines);
  same('labels.count', m.labels?.count, truth.classes);
  same('labels.min', m.labels?.min, truth.min_class);
  same('labels.max', m.labels?.max, truth.max_class);
  same('labels.ratio', m.labels?.ratio, truth.ratio);
  const counts = new Map(m.labels?.counts);
  for (const [label, count] of Object.entries(truth.counts ?? truth.labels ?? {}))
    same(`labels ${label}`, counts.get(label), count);
  same('duplicates.exact', m.duplicates.exact, truth.dup_rows_exact);
  same('duplicates.input', m.duplicates.input, truth.dup_text_norm ?? truth.dup_prompt_norm);
  same('conflicts', m.conflicts, truth.conflicting_texts_norm ?? truth.same_prompt_different_response);
  same('empty', m.empty, truth.blank_text ?? truth.blank_response);
  for (const [role, count] of Object.entries(truth.roles ?? {}))
    if (m.roles !== undefined) same(`roles.${role}`, m.roles[role], count);
  if (truth.holdout !== undefined && splits['test'] !== undefined) {
    same('test.records', splits['test'].records, truth.holdout.rows);
    same('overlap.exact', m.overlap?.['test']?.exact, truth.holdout.leak_exact);
    same('overlap.normalized', m.overlap?.['test']?.normalized, truth.holdout.leak_norm);
  }
  const word = truth.task?.split(/\W/)[0] ?? '';
  if (!(TASKS[word] ?? []).includes(task.id ?? '')) wrong.push(`task is ${task.id}, expected ${truth.task}`);
  return wrong;
}

describe('real sets: every count of an independent program', () => {
  const here = hasCases();
  const truths = here
    ? (JSON.parse(readFileSync(join(cases, 'real', 'expected.json'), 'utf8')) as Record<string, Truth>)
    : {};

  test('equals the measures', async () => {
    const wrong: string[] = [];
    let sets = 0;
    for (const [name, truth] of Object.entries(truths)) {
      if (name.startsWith('_') || truth.file === undefined) continue;
      sets++;
      const report = await check({ inputs: [join(cases, 'real', truth.file)] });
      for (const line of compare(truth, report.datasets[0])) wrong.push(`${name}: ${line}`);
    }
    expect(wrong).toEqual([]);
    expect(sets > 10 || !here).toBe(true);
  }, 60_000);

  test('BANKING77 leaks as published when both splits are given', async () => {
    if (!here) return;
    const folder = join(cases, 'real', 'banking77');
    const report = await check({ inputs: [join(folder, 'train.csv'), join(folder, 'test.csv')] });
    const truth = truths['banking77'];
    expect(report.datasets).toHaveLength(1);
    const { measures, splits } = report.datasets[0];
    expect((splits['test'] as MeasuresReport).records).toBe(truth.holdout?.rows);
    expect(measures.overlap?.['test']).toEqual({
      exact: truth.holdout?.leak_exact,
      normalized: truth.holdout?.leak_norm,
    });
  });
});
