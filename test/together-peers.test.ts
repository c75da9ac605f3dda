import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { cases as folderOfCases, hasCases } from './shared.ts';

const peers = join(folderOfCases, 'peers');
const present = hasCases();

const read = <T>(path: string): T =>
  (present ? JSON.parse(readFileSync(join(peers, path), 'utf8')) : { cases: [] }) as T;
const { cases } = read<{
  readonly cases: readonly {
    readonly case: string;
    readonly file: string;
    readonly purpose: string;
    readonly valid: boolean;
  }[];
}>('together/cases.json');
const matrix = present
  ? read<readonly { readonly case: string; readonly messages: readonly unknown[]; readonly together: boolean }[]>(
      'conversation_matrix.json',
    )
  : [];

/** Whether a file may be uploaded: warnings do not stop it. A file that is not read at all may not. */
async function taken(file: string, cwd: string, target: string): Promise<boolean> {
  const report = await check({ inputs: [file], cwd, for: [target] });
  return report.datasets[0]?.targets[0]?.verdict.startsWith('ready') ?? false;
}

const run = present ? describe : describe.skip;

run("Together's client and ours say the same of its own cases", () => {
  test('there are 28', () => {
    expect(cases).toHaveLength(28);
  });
  test.each([...cases])('$case', async ({ file, purpose, valid }) => {
    const target = purpose === 'eval' ? 'together-eval' : 'together';
    expect(await taken(file, join(peers, 'together'), target)).toBe(valid);
  });
});

run("Together's client and ours say the same of sequences of roles", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ftlint-together-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([...matrix].map((one, i) => ({ ...one, i })))('$case', async ({ messages, together, i }) => {
    // Twenty records: the share that is lost is another line of the verdict.
    const good = {
      messages: [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: 'r' },
      ],
    };
    const rows = [{ messages }, ...Array.from({ length: 19 }, () => good)];
    const file = `matrix-${i}.jsonl`;
    await writeFile(join(folder, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    expect(await taken(file, folder, 'together')).toBe(together);
  });
});
