import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '../src/commands/parse.ts';
import { makePlan } from '../src/commands/plan/plan.ts';
import { planData } from '../src/commands/plan/rule-data.ts';
import { planText } from '../src/commands/plan/show/text.ts';
import type { Guide } from '../src/plan/guide.ts';
import type { PlanReport } from '../src/plan/plan-report.ts';
import { check } from '../src/run/check.ts';
import { ruleFile } from './plan-shared.ts';

let cwd = '';
const question = (i: number): string => `please ${['cancel', 'change', 'track'][i % 3]} my order number ${i}`;
const label = (i: number): string => ['cancel_order', 'change_order', 'track_order'][i % 3];
const FILES: Readonly<Record<string, (i: number) => object>> = {
  labels: (i) => ({ text: question(i), label: label(i) }),
  chat: (i) => ({
    messages: [
      { role: 'user', content: question(i) },
      { role: 'assistant', content: label(i) },
    ],
  }),
  pairs: (i) => ({ prompt: question(i), completion: label(i) }),
  prompts: (i) => ({ prompt: question(i) }),
  preferences: (i) => ({ prompt: question(i), chosen: `It is ${label(i)}.`, rejected: `No idea, number ${i}.` }),
  prose: (i) => ({ prompt: question(i), completion: `Of course: order number ${i} will be looked at by ${i + 7}.` }),
};
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ftlint-learnt-'));
  for (const [name, row] of Object.entries(FILES))
    writeFileSync(
      join(cwd, `${name}.jsonl`),
      Array.from({ length: 300 }, (_, i) => `${JSON.stringify(row(i))}\n`).join(''),
    );
});

async function planOf(file: string, target: string): Promise<PlanReport> {
  const io = {
    stdout: { isTTY: false, columns: 80, write: async () => {} },
    stderr: { isTTY: false, columns: 80, write: async () => {} },
    stdin: async function* () {},
    cwd,
    env: {},
    signal: new AbortController().signal,
    now: () => 0,
    today: () => '2026-11-23',
  };
  return makePlan(parse(['plan', `${file}.jsonl`, '--model', '7B', '--for', target]), io, await planData(), check);
}

describe('what the loss sees is said', () => {
  test.each<[string, string, string, string, string]>([
    // File, target, what is learnt, clause of the data line, piece of a note ('' none).
    ['labels', 'trl-sft', 'all', 'all that is read', 'trl-sft does not read the column "label"'],
    ['labels', 'transformers-classification', 'labels', 'one label a row', 'by a head of its own'],
    ['labels', 'cohere-classify', 'labels', 'one label a row', 'by a head of its own'],
    ['chat', 'trl-sft', 'all', 'all that is read', 'trains the prompts too'],
    ['chat', 'axolotl', 'answers', 'the answers', 'the answers are labels: the loss sees'],
    ['pairs', 'trl-sft', 'answers', 'the answers', 'the answers are labels: the loss sees'],
    ['prose', 'trl-sft', 'answers', 'the answers', ''],
    ['prompts', 'trl-grpo', 'samples', 'none of them', 'a lower bound'],
    ['preferences', 'trl-dpo', 'pairs', 'the answers', 'the longer side of each pair'],
  ])('%s in %s: %s', async (file, target, learns, clause, said) => {
    const plan = await planOf(file, target);
    expect(plan.data!.learns).toBe(learns);
    const words = planText(plan, ruleFile<Guide>('plan/guide.json'), 200);
    expect(/the loss sees .*/.exec(words)?.[0]).toContain(clause);
    const notes = plan.notes.filter((note) => /label|loss|prompts|pair/.test(note) && !note.includes('--packing'));
    if (said === '') expect(notes).toEqual([]);
    else expect(notes.join('\n')).toContain(said);
  });

  test('where no token is trained, none is counted as trained', async () => {
    expect((await planOf('labels', 'transformers-classification')).data!.trainedTokens).toBe(0);
    expect((await planOf('prompts', 'trl-grpo')).data!.trainedTokens).toBe(0);
  });
});

describe('pairs', () => {
  const lora = ({ times }: PlanReport): number => times[1].hours!.high;
  test('both sides are computed, and the reference model of DPO', async () => {
    const [dpo, orpo] = [await planOf('preferences', 'trl-dpo'), await planOf('preferences', 'trl-orpo')];
    // LoRA with recomputation takes 6 operations a token, a forward pass 2; by micro-batches 4 passes in place of 3.
    expect(lora(dpo) / lora(orpo)).toBeGreaterThan(1.2);
    expect(lora(dpo) / lora(orpo)).toBeLessThan(8 / 6 + 0.01);
    const sides = Number(/both sides are read, (\d\.\d\d) times/.exec(dpo.notes.join())?.[1]);
    expect(sides).toBeGreaterThan(1.5);
    expect(sides).toBeLessThan(2);
    expect(dpo.notes.join()).toContain('the second model');
    expect(orpo.notes.join()).not.toContain('second model');
  });

  test('both sides are in memory, and of Full FT the reference model', async () => {
    const [dpo, orpo, sft] = [
      await planOf('preferences', 'trl-dpo'),
      await planOf('preferences', 'trl-orpo'),
      await planOf('chat', 'trl-sft'),
    ];
    const memory = ({ models }: PlanReport, method: number) => models[0].methods[method].memory;
    expect(memory(dpo, 1).weights).toBe(memory(orpo, 1).weights);
    expect(memory(dpo, 0).weights - memory(orpo, 0).weights).toBe(2 * dpo.models[0].parameters);
    const perToken = ({ settings: { longest, sides } }: PlanReport): number => longest! * sides;
    expect(memory(dpo, 1).logits / perToken(dpo)).toBeCloseTo(memory(sft, 1).logits / perToken(sft), 0);
    expect([dpo, orpo, sft].map(({ settings }) => settings.sides)).toEqual([2, 2, 1]);
  });
});
