import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { cases, hasCases } from './shared.ts';

interface Cell {
  readonly case: string;
  readonly messages: readonly unknown[];
  /** Errors that the cookbook's script counts. */
  readonly openai_cookbook: Readonly<Record<string, number>>;
}

/** Where the script contradicts the API that takes the file: ours follows the API. */
const SCRIPT_IS_WRONG: Readonly<Record<string, string>> = {
  'weight 0 all': 'nothing is left to learn, which the script does not look for',
  'weight 0.5': 'a weight is 0 or 1; the script looks at the key alone',
  'null content + tool_calls': 'the API takes null beside calls, and tool_calls; the script knows neither',
  'tool_calls without content': 'the API takes a call without content; the script does not',
  'unknown message key': 'only unknown root keys are known to be refused: a warning',
};

const present = hasCases();
const matrix = present
  ? (JSON.parse(readFileSync(join(cases, 'peers/conversation_matrix.json'), 'utf8')) as readonly Cell[])
  : [];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftlint-cookbook-'));
});
afterAll(() => rm(folder, { recursive: true }));

(present ? describe : describe.skip)('the cells of the OpenAI cookbook', () => {
  test.each(matrix.map((cell, i) => ({ ...cell, i })))(
    '$case',
    async ({ case: name, messages, openai_cookbook, i }) => {
      const file = join(folder, `${i}.jsonl`);
      await writeFile(file, `${JSON.stringify({ messages })}\n`.repeat(50));
      const { datasets } = await check({ inputs: [file], task: 'dialogue', for: ['openai-sft'] });
      const theirs = Object.keys(openai_cookbook).length === 0;
      const ours = datasets[0].targets[0].verdict !== 'not-ready';
      expect([ours, SCRIPT_IS_WRONG[name] !== undefined]).toEqual([ours, ours !== theirs]);
    },
  );
});
