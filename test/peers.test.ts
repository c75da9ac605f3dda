import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { cases, hasCases } from './shared.ts';

interface TrlCase {
  readonly example: Readonly<Record<string, unknown>>;
  readonly conversational: boolean;
  readonly trl_type_by_columns: string;
}

interface TorchtuneCase {
  readonly messages: readonly unknown[];
  readonly valid: boolean;
  readonly error: string | null;
}

/** TRL's name of a type → our formats for it. Its language modeling is our chat when it is conversational. */
const FORMATS: Readonly<Record<string, readonly [plain: string, conversational: string]>> = {
  language_modeling: ['text', 'chat'],
  prompt_only: ['prompts', 'prompts'],
  prompt_completion: ['prompt-completion', 'prompt-completion'],
  preference: ['preference', 'preference'],
  preference_implicit_prompt: ['preference', 'preference'],
  unpaired_preference: ['kto', 'kto'],
};

/** torchtune's error → the rule that says it here. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/system messages must come first/, 'system-not-first'],
  [/at least length 2/, 'no-assistant'],
  [/Two consecutive user messages/, 'roles-not-alternating'],
  [/Assistant message before expected user/, 'starts-with-assistant'],
  // Whether the answer before it holds a call, torchtune reads off a flag of its own; the result ends the record all the same.
  [/Tool or ipython message/, 'last-turn-not-assistant'],
];

describe("peers' own cases", () => {
  const here = hasCases();
  const read = <T>(name: string): readonly T[] =>
    here
      ? (JSON.parse(readFileSync(join(cases, 'peers', name), 'utf8')) as { readonly cases: readonly T[] }).cases
      : [];
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ftlint-peers-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const judge = async (record: unknown) => {
    const path = join(folder, 'case.jsonl');
    writeFileSync(path, `${JSON.stringify(record)}\n`);
    return (await check({ inputs: [path] })).datasets[0];
  };
  /** Rules about the record, not about the size of a set of one. */
  const named = (dataset: Awaited<ReturnType<typeof judge>>): string[] =>
    dataset.findings.filter((f) => f.severity !== 'info' && !f.rule.includes('.')).map((f) => f.rule);

  test('the 18 of TRL are read to the format of their type', async () => {
    const wrong: string[] = [];
    const all = read<TrlCase>('trl/is_conversational.json');
    for (const [i, { example, conversational, trl_type_by_columns: type }] of all.entries()) {
      const dataset = await judge(example);
      const wanted = FORMATS[type][conversational ? 1 : 0];
      if (dataset.format.id !== wanted) wrong.push(`case ${i} (${type}) is ${dataset.format.id}, expected ${wanted}`);
      if (dataset.measures.usable !== 1) wrong.push(`case ${i} (${type}) is not usable: ${named(dataset).join(', ')}`);
    }
    expect(wrong).toEqual([]);
    if (here) expect(all).toHaveLength(18);
  });

  test('the 9 of torchtune are judged by the rule that their error names', async () => {
    const wrong: string[] = [];
    const all = read<TorchtuneCase>('torchtune/validate_messages.json');
    for (const [i, { messages, error }] of all.entries()) {
      const rules = named(await judge({ messages }));
      const rule = RULES.find(([pattern]) => error !== null && pattern.test(error))?.[1];
      if (error !== null && (rule === undefined || !rules.includes(rule)))
        wrong.push(`case ${i} (${error}): ${rules.join(', ') || 'clean'}`);
      // An answer that is empty teaches to say nothing: torchtune lets it pass, this check does not.
      const empty = JSON.stringify(messages).includes('"content":""');
      if (error === null && rules.length > 0 && !(empty && rules.join() === 'empty-assistant'))
        wrong.push(`case ${i} is valid: ${rules.join(', ')}`);
    }
    expect(wrong).toEqual([]);
    if (here) expect(all).toHaveLength(9);
  });
});
