import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io, Sink } from '../src/commands/io.ts';
import { main } from '../src/commands/main.ts';
import { check } from '../src/run/check.ts';
import type { PlanReport } from '../src/plan/plan-report.ts';

/** Folder with data sets and configs, good and bad. */
export const cwd = mkdtempSync(join(tmpdir(), 'ftlint-plan-'));
const LLAMA = {
  model_type: 'llama',
  vocab_size: 1000,
  hidden_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  intermediate_size: 128,
};
/** A conversation about part `i`, 20 to 60 tokens. */
export const row = (i: number): object => ({
  messages: [
    { role: 'user', content: `What does part ${i} cost?` },
    { role: 'assistant', content: `Part ${i} costs ${i * 7} euros, ${'with delivery '.repeat(i % 9)}as ever.` },
  ],
});
writeFileSync(join(cwd, 'train.jsonl'), Array.from({ length: 600 }, (_, i) => `${JSON.stringify(row(i))}\n`).join(''));
const long = JSON.stringify({
  messages: [
    { role: 'user', content: 'Tell it all.' },
    { role: 'assistant', content: 'river and stone '.repeat(3000) },
  ],
});
const short = Array.from({ length: 99 }, (_, i) => `${JSON.stringify(row(i))}\n`).join('');
writeFileSync(join(cwd, 'short.jsonl'), short);
writeFileSync(join(cwd, 'mixed.jsonl'), `${short}${long}\n`);
writeFileSync(join(cwd, 'config.json'), JSON.stringify(LLAMA));
writeFileSync(join(cwd, 'lacking.json'), JSON.stringify({ ...LLAMA, hidden_size: undefined }));
writeFileSync(join(cwd, 'vast.json'), JSON.stringify({ ...LLAMA, hidden_size: 1e7, num_hidden_layers: 1e7 }));
writeFileSync(join(cwd, 'torn.json'), '{"model_type":');
writeFileSync(join(cwd, 'empty.jsonl'), '');
writeFileSync(join(cwd, 'odd.jsonl'), '{"a": 1}\n{"a": 2}\n');

/** Runs `ftlint plan` with these words; what it wrote, and its exit code. */
export async function plan(words: string, columns = 80, today = '2026-11-23', stdin = '') {
  const text = { out: '', err: '' };
  const sink = (name: 'out' | 'err'): Sink => ({
    isTTY: false,
    columns,
    write: async (piece) => void (text[name] += piece),
  });
  const io: Io = {
    stdout: sink('out'),
    stderr: sink('err'),
    stdin: async function* () {
      if (stdin !== '') yield new TextEncoder().encode(stdin);
    },
    cwd,
    env: {},
    signal: new AbortController().signal,
    now: () => 0,
    today: () => today,
  };
  const code = await main(['plan', ...words.split(' ').filter((word) => word !== '')], io, check);
  return { code, ...text };
}
/** The plan as `--json` prints it. */
export const report = async (words: string): Promise<PlanReport> =>
  JSON.parse((await plan(`${words} --json`)).out) as PlanReport;
