import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { lines, long, say } from './made-up.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ftlint-rendered-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function read(text: (i: number) => string, n: number, task?: string) {
  const path = join(scratch, 'a.jsonl');
  writeFileSync(
    path,
    lines((i) => ({ text: text(i) }), n),
  );
  return (await check({ inputs: [path], threads: 1, ...(task !== undefined && { task }) })).datasets[0];
}

const guanaco = (i: number): string => `### Human: ${say(i)}### Assistant: ${say(i, 1)}`;
const chatml = (i: number): string =>
  `<|im_start|>user\n${say(i)}<|im_end|>\n<|im_start|>assistant\n${say(i, 1)}<|im_end|>`;

/** What texts are for, by what most of them hold. */
test.each<[string, (i: number) => string, readonly string[]]>([
  ['turns under headings', guanaco, ['dialogue', 'instruction-following']],
  ['turns in tokens', chatml, ['dialogue', 'instruction-following']],
  ['turns of a book', (i) => `<s>[INST] ${long(i)} [/INST] ${long(i, 1)} </s>`, ['dialogue', 'instruction-following']],
  ['turns in a few', (i) => (i % 3 === 0 ? chatml(i) : long(i)), ['domain-adaptation']],
  ['nothing but text', long, ['domain-adaptation']],
])('texts with %s', async (_name, text, expected) => {
  const { task, verdict } = await read(text, 600);
  expect(task.candidates.map(({ id }) => id)).toEqual(expected);
  if (expected.length > 1) {
    expect(task.why).toMatch(/^\d+ of \d+ sampled texts hold whole turns of a chat template$/);
    expect(verdict).toMatch(/^ready/);
  }
});

test.each(['dialogue', 'instruction-following', 'domain-adaptation'])(
  'texts are read as %s when asked',
  async (task) => {
    expect((await read(long, 60, task)).unclear).toEqual([]);
  },
);

test('texts are no preference pairs', async () => {
  expect((await read(long, 60, 'preference')).unclear.join()).toMatch(/raw texts cannot be read as/);
});
