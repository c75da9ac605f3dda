import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';
import type { CheckOptions } from '../src/run/options.ts';
import { scanShard } from '../src/run/partial/scan-shard.ts';

/** What must hold of a run with destinations, whatever the targets are. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftlint-target-runs-'));
});
afterAll(() => rm(folder, { recursive: true }));

const chat = (n: number, answer = 'On Monday.'): object => ({
  messages: [
    { role: 'user', content: `When is card ${n} posted?` },
    { role: 'assistant', content: answer },
  ],
});
const rows = (count: number, row: (n: number) => object): string =>
  Array.from({ length: count }, (_, n) => `${JSON.stringify(row(n))}\n`).join('');

async function run(files: Readonly<Record<string, string>>, options: Omit<CheckOptions, 'inputs'>): Promise<Report> {
  const cwd = await mkdtemp(join(folder, 'run-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  return check({ inputs: Object.keys(files), cwd, task: 'dialogue', ...options });
}

describe('a run with destinations', () => {
  test('judges each data set as it would alone', async () => {
    const sets = {
      'a.jsonl': rows(20, chat),
      'b.jsonl': rows(20, (n) => ({ foo: `x ${n}`, bar: 'y' })),
      'c.jsonl': rows(20, (n) => ({ prompt: `q ${n}`, completion: 'a' })),
    };
    const asked = ['trl-sft', 'axolotl', 'openai-sft'];
    const lines = ({ datasets }: Report): unknown => datasets.map(({ targets }) => targets.map(({ line }) => line));
    const together = lines(await run(sets, { for: asked }));
    const alone = await Promise.all(Object.entries(sets).map(([name, text]) => run({ [name]: text }, { for: asked })));
    expect(together).toEqual(alone.flatMap((report) => lines(report) as unknown[]));
  });

  test('says the same however many places are kept', async () => {
    // Five records whose answer is cut come before one of which nothing is left.
    const long = rows(30, (n) => chat(n, n < 20 ? 'ok' : 'word '.repeat(2000)));
    const asked = { for: ['trl-sft:assistant_only_loss=true', 'bedrock-haiku', 'mlx-lm:max_seq_length=64'] };
    const said = async (limit: number): Promise<unknown> =>
      (await run({ 'a.jsonl': long }, { ...asked, limit })).datasets[0].findings.map(
        ({ rule, scope, severity, count }) => [rule, scope, severity, count],
      );
    expect(await said(1)).toEqual(await said(Infinity));
  });

  test('gives the same bytes of a partial result for any number of threads', async () => {
    const cwd = await mkdtemp(join(folder, 'run-'));
    await writeFile(
      join(cwd, 'a.jsonl'),
      rows(3000, (n) => (n % 3 === 0 ? { text: `a ${n}` } : chat(n))),
    );
    const bytes = async (threads: number): Promise<string> => {
      const options = {
        inputs: ['a.jsonl'],
        cwd,
        task: 'dialogue',
        for: ['trl-sft', 'together'],
        segmentBytes: 20_000,
      };
      const { frames, release } = await scanShard({ ...options, threads }, { index: 1, of: 1 });
      const all = Buffer.concat([...frames]).toString('base64');
      release();
      return all;
    };
    expect(await bytes(3)).toBe(await bytes(1));
  });

  test('what only an estimate crosses is a warning', async () => {
    const long = rows(40, (n) => chat(n, `${'word '.repeat(900)} ${n}`));
    const [{ targets }] = (await run({ 'a.jsonl': long }, { for: ['axolotl'] })).datasets;
    expect(targets.map(({ verdict, line }) => [verdict, line])).toEqual([
      ['ready-with-warnings', expect.stringMatching(/40 are dropped; lengths are estimated/)],
    ]);
  });

  test('--only target leaves its lines of the verdict on, --skip target takes them off', async () => {
    const few = { 'a.jsonl': rows(9, chat) };
    const gates = async (options: Omit<CheckOptions, 'inputs'>): Promise<unknown> =>
      (await run(few, { for: ['openai-sft'], ...options })).datasets[0].targets[0].verdict;
    expect(await gates({ only: ['target'] })).toBe('not-ready');
    expect(await gates({ only: ['gate'] })).toBe('not-ready');
    expect(await gates({ skip: ['target'] })).toBe('ready');
  });

  test('the flag that a line of the verdict prints accepts what is there', async () => {
    const unanswered = (n: number): object => ({ messages: [{ role: 'user', content: `When is card ${n} posted?` }] });
    // 5,877 of 6,777 train: rounded to three digits, the share is more than is there.
    const mixed = { 'a.jsonl': rows(6777, (n) => (n < 900 ? unanswered(n) : chat(n))) };
    const judged = async (
      options: Omit<CheckOptions, 'inputs'>,
    ): Promise<Report['datasets'][number]['targets'][number]> =>
      (await run(mixed, { for: ['llm-foundry'], ...options })).datasets[0].targets[0];
    const kept = (await judged({})).gates.find(({ id }) => id === 'rows-dropped-by-target');
    const [, value] = /^--accept rows-dropped-by-target=([\d.]+)%$/.exec(kept?.accept ?? '') ?? [];
    const again = await judged({ accept: [{ gate: 'rows-dropped-by-target', value: Number(value) / 100 }] });
    expect(again.gates.find(({ id }) => id === 'rows-dropped-by-target')?.status).toBe('waived');
  });

  test('token ids are counted as they stand, and labels below zero are not learnt', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => i);
    const row = (n: number): object => ({
      input_ids: [n, ...ids],
      labels: [n, ...ids.map((id) => (id < 30 ? -100 : id))],
    });
    const [{ targets }] = (await run({ 'a.jsonl': rows(20, row) }, { for: ['trl-sft'] })).datasets;
    expect(targets[0].tokens).toMatchObject({ total: 20 * 51, trained: 20 * 21 });
  });

  test.each([
    ['llama-factory-sft:cutoff_len=20', (read: readonly number[]) => read.map((n) => Math.min(n, 20))],
    ['axolotl:sequence_len=20', (read: readonly number[]) => read.filter((n) => n <= 20)],
  ])('%s: what is read of long records', async (target, left) => {
    const row = (n: number): object => chat(n, 'word '.repeat(n % 2 === 0 ? 2 : 30));
    const whole = (
      await run({ 'a.jsonl': rows(20, row) }, { for: [target.replace('=20', '=9999')], tokenizer: 'o200k_base' })
    ).datasets[0];
    const [{ tokens }] = (await run({ 'a.jsonl': rows(20, row) }, { for: [target], tokenizer: 'o200k_base' }))
      .datasets[0].targets;
    const { min, max } = whole.targets[0].tokens!.read.lengths;
    const read = left(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? min : max)));
    const sum = read.reduce((a, b) => a + b, 0);
    expect(tokens?.read).toMatchObject({ count: read.length, lengths: { sum, max: Math.max(...read) } });
    expect(tokens?.padding?.alone).toBeCloseTo(1 - sum / (read.length * 20), 2);
  });

  test('a stream has no name that could be wrong', async () => {
    const bytes = Buffer.from(rows(20, chat));
    async function* stdin(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    const report = await check({ inputs: ['-'], stdin: stdin(), task: 'dialogue', for: ['openai-sft'] });
    expect(report.datasets[0].targets[0].verdict).toBe('ready-with-warnings');
  });
});
