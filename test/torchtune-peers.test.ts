import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { cases as folderOfCases, hasCases } from './shared.ts';

interface Peer {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly valid: boolean;
  readonly error: string | null;
}
const present = hasCases();
const { cases } = (
  present
    ? JSON.parse(readFileSync(join(folderOfCases, 'peers/torchtune/validate_messages.json'), 'utf8'))
    : { cases: [] }
) as { readonly cases: readonly Peer[] };

const good = {
  messages: [
    { role: 'user', content: 'Name a river.' },
    { role: 'assistant', content: 'Loire.' },
  ],
};

(present ? describe : describe.skip)('torchtune and ours say the same of its own cases', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ftlint-torchtune-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('there are nine', () => {
    expect(cases).toHaveLength(9);
  });

  test.each(cases.map((one, i) => ({ ...one, i, roles: one.messages.map(({ role }) => role).join(', ') })))(
    '$roles: $valid',
    async ({ messages, valid, error, i }) => {
      const file = `messages-${i}.jsonl`;
      const rows = [good, { messages }, ...Array.from({ length: 18 }, () => good)];
      await writeFile(join(folder, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      const report = await check({ inputs: [file], cwd: folder, for: ['torchtune'] });
      const [dataset] = report.datasets;
      expect(dataset.targets[0].verdict.startsWith('ready')).toBe(valid);
      if (error === null) return;
      // What torchtune would say stands in one of our messages, without the numbers.
      const said = dataset.findings
        .filter(({ scope, severity }) => scope === 'target:torchtune' && severity === 'error')
        .flatMap(({ message }) => [...message.matchAll(/own words: "([^"]+)"/g)].map(([, words]) => words));
      expect(said.filter((words) => error.includes(words))).not.toEqual([]);
    },
  );
});
