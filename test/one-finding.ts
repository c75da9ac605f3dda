import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { FindingReport } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ftlint-answers-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What one rule says about these records. */
export async function finding(
  rule: string,
  rows: readonly object[],
  task?: string,
): Promise<FindingReport | undefined> {
  const path = join(scratch, 'rows.jsonl');
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const options = { inputs: [path], ...(task !== undefined && { task }), threads: 1, engine: 'js' } as const;
  const { datasets } = await check(options);
  return datasets.flatMap(({ findings }) => findings).find((found) => found.rule === rule);
}
/** A record that is asked something and answers this. */
export const answer = (completion: string, prompt = 'A question that says nothing'): object => ({ prompt, completion });
/** Whether a rule says anything about one answer. */
export const says = async (rule: string, completion: string, prompt?: string): Promise<boolean> =>
  (await finding(rule, [answer(completion, prompt)], 'instruction-following')) !== undefined;
