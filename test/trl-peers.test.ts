import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { cases as folderOfCases, hasCases } from './shared.ts';

interface Peer {
  readonly example: Readonly<Record<string, unknown>>;
  readonly conversational: boolean;
  readonly trl_type_by_columns: string;
}
const present = hasCases();
const { cases } = (
  present ? JSON.parse(readFileSync(join(folderOfCases, 'peers/trl/is_conversational.json'), 'utf8')) : { cases: [] }
) as { readonly cases: readonly Peer[] };

const TRAINERS = ['trl-sft', 'trl-dpo', 'trl-orpo', 'trl-reward', 'trl-kto', 'trl-grpo'];
/** The trainers that TRL's documents name for a type, and those that find their columns in it all the same. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  language_modeling: ['trl-sft'],
  prompt_only: ['trl-grpo'],
  prompt_completion: ['trl-sft', 'trl-grpo'],
  preference: ['trl-dpo', 'trl-orpo', 'trl-reward', 'trl-grpo'],
  preference_implicit_prompt: ['trl-dpo', 'trl-orpo', 'trl-reward'],
  unpaired_preference: ['trl-sft', 'trl-kto', 'trl-grpo'],
};

(present ? describe : describe.skip)('the types of records that TRL tests itself with', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ftlint-trl-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('there are eighteen', () => {
    expect(cases).toHaveLength(18);
  });

  test.each(cases.map((one, i) => ({ ...one, i, keys: Object.keys(one.example).join(', ') })))(
    '$i $keys: $trl_type_by_columns',
    async ({ example, trl_type_by_columns: type, i }) => {
      const file = `type-${i}.jsonl`;
      const line = `${JSON.stringify(example)}\n`;
      await writeFile(join(folder, file), line + line);
      const report = await check({ inputs: [file], cwd: folder, for: TRAINERS });
      const [{ targets, findings }] = report.datasets;
      const taken = targets.filter(({ rows }) => rows.asWritten === 2).map(({ id }) => id);
      expect([...taken].sort()).toEqual([...TAKEN[type]].sort());
      const loud = findings.filter(({ scope, severity }) => severity !== 'info' && taken.includes(scope.slice(7)));
      expect(loud).toEqual([]);
    },
  );
});
