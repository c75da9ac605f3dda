import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io, Sink } from '../src/commands/io.ts';
import { main } from '../src/commands/main.ts';
import { check } from '../src/run/check.ts';
import type { PlanReport } from '../src/plan/plan-report.ts';

let cwd = '';
const LLAMA = {
  model_type: 'llama',
  vocab_size: 1000,
  hidden_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  intermediate_size: 128,
};
const row = (i: number): object => ({
  messages: [
    { role: 'user', content: `What does part ${i} cost?` },
    { role: 'assistant', content: `Part ${i} costs ${i * 7} euros, ${'with delivery '.repeat(i % 9)}as ever.` },
  ],
});
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ftlint-plan-'));
  writeFileSync(
    join(cwd, 'train.jsonl'),
    Array.from({ length: 600 }, (_, i) => `${JSON.stringify(row(i))}\n`).join(''),
  );
  writeFileSync(join(cwd, 'config.json'), JSON.stringify(LLAMA));
  writeFileSync(join(cwd, 'lacking.json'), JSON.stringify({ ...LLAMA, hidden_size: undefined }));
  writeFileSync(join(cwd, 'vast.json'), JSON.stringify({ ...LLAMA, hidden_size: 1e7, num_hidden_layers: 1e7 }));
  writeFileSync(join(cwd, 'torn.json'), '{"model_type":');
  writeFileSync(join(cwd, 'empty.jsonl'), '');
  writeFileSync(join(cwd, 'odd.jsonl'), '{"a": 1}\n{"a": 2}\n');
});

async function plan(words: string, columns = 80, today = '2026-11-23') {
  const text = { out: '', err: '' };
  const sink = (name: 'out' | 'err'): Sink => ({
    isTTY: false,
    columns,
    write: async (piece) => void (text[name] += piece),
  });
  const io: Io = {
    stdout: sink('out'),
    stderr: sink('err'),
    stdin: async function* () {},
    cwd,
    env: {},
    signal: new AbortController().signal,
    now: () => 0,
    today: () => today,
  };
  const code = await main(['plan', ...words.split(' ').filter((word) => word !== '')], io, check);
  return { code, ...text };
}
const report = async (words: string): Promise<PlanReport> =>
  JSON.parse((await plan(`${words} --json`)).out) as PlanReport;

describe('what the person must change: one sentence, exit 2', () => {
  test.each([
    ['', 'needs --model'],
    ['--model lama-3.1-8b', 'did you mean llama-3.1-8b?'],
    ['--model xyz', 'known: gemma'],
    ['--model 7B --rank 100000', 'a rank above that saves nothing'],
    ['--model 7B --rank 0', 'expected a whole number above 0'],
    ['--model 7B --rank 1.5', 'expected a whole number'],
    ['--model 7B --sequence 5000', 'reads 4,096 tokens at most'],
    ['--model phi-4 --target-modules q_proj', 'has no such module'],
    ['--model 7B --gpu a101', 'did you mean a10'],
    ['--model 7B --price cheap', 'expected dollars an hour'],
    ['--model 7B --price 2', 'a price needs a data file'],
    ['--model 7B --token-price 2', 'a price needs a data file'],
    ['--model 7B --price 3-2', 'expected dollars an hour'],
    ['--model 7B --for axolottl', 'did you mean axolotl?'],
    ['--model 7B --optimizer adam', 'expected adamw'],
    ['--model ./lacking.json', 'lacking.json: the key is missing: "hidden_size"'],
    ['--model ./vast.json', 'more parameters than can be counted'],
    ['--model ./torn.json', 'not JSON'],
    ['--model ./none.json', 'there is no such file'],
    ['empty.jsonl --model 7B', 'empty.jsonl: '],
    ['odd.jsonl --model 7B', 'no record of the data trains in trl-sft'],
    ['train.jsonl --model 7B --for trl-sft --for axolotl', 'a plan is for one place'],
    ['train.jsonl --model 7B --out train.jsonl', 'would overwrite'],
  ])('plan %s', async (words, said) => {
    const { code, out, err } = await plan(words);
    expect(err).toContain(said);
    expect([code, out]).toEqual([2, '']);
  });
});

test('parameters, sizes and memory of three models side by side', async () => {
  const { code, out } = await plan('--model 7B,13B,70B');
  expect(code).toBe(0);
  for (const part of [
    '6,738,415,616',
    '13,015,864,320',
    '68,976,648,192',
    '39,976,960',
    '7B is computed as Llama 2 7B',
    '"13 hours"',
  ])
    expect(out).toContain(part);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('bars are drawn where there is room', async () => {
  expect((await plan('--model phi-4', 110)).out).toContain('█ weights');
  expect((await plan('--model phi-4', 80)).out).not.toContain('█');
});

test('a path to a config.json is read, and so is its folder', async () => {
  for (const name of ['./config.json', '.']) {
    const { models } = await report(`--model ${name}`);
    expect(models[0].parameters).toBe(2 * 1000 * 64 + 2 * (4 * 64 * 64 + 3 * 64 * 128 + 128) + 64);
  }
});

test('8B on a card of 24 GB: QLoRA, with room and flags to paste that keep their word', async () => {
  const { recommendations } = await report('--model llama-3.1-8b --gpu rtx-4090 --sequence 2048 --for axolotl');
  const [{ method, room, flags }] = recommendations;
  expect(method).toBe('qlora');
  expect(flags).toEqual(
    expect.arrayContaining([
      'adapter: qlora',
      'sequence_len: 2048',
      'lora_target_linear: true',
      'gradient_checkpointing: true',
    ]),
  );
  const fitOf = async (sequence: number, batch: number): Promise<string> => {
    const { models } = await report(`--model llama-3.1-8b --gpu rtx-4090 --sequence ${sequence} --batch ${batch}`);
    return models[0].methods[2].fits[0].counts[0].fit;
  };
  expect(await fitOf(room!.sequence!, 1)).toBe('fits');
  expect(await fitOf(room!.sequence! + 64, 1)).not.toBe('fits');
  expect(await fitOf(2048, room!.batch!)).toBe('fits');
  expect(await fitOf(2048, room!.batch! + 1)).not.toBe('fits');
});

test('flags to paste are one a line, and say packing and modules where they hold', async () => {
  const words = '--model llama-3.1-8b --gpu rtx-4090 --packing --target-modules q_proj,v_proj --for';
  const { out } = await plan(`${words} axolotl`);
  const lines = out.split('\n').map((line) => line.trim());
  expect(lines).toEqual(expect.arrayContaining(['sample_packing: true', 'lora_target_modules: [q_proj, v_proj]']));
  expect(lines).not.toContain('lora_target_linear: true');
  expect((await plan(`${words} trl-sft --no-checkpointing`)).out).not.toContain('--gradient_checkpointing');
});

test('without a file the sequence is that of the place, and packing that of its parameters', async () => {
  expect((await report('--model 7B --for trl-sft:max_length=512,packing=true')).settings).toMatchObject({
    sequence: 512,
    packing: true,
  });
  expect((await report('--model 7B --for trl-sft --sequence 640')).settings).toMatchObject({
    sequence: 640,
    packing: false,
  });
});

test('what a run file sets and a plan does not read is named, but for flags that are given', async () => {
  const file =
    'sequence_len: 768\nsample_packing: true\nmicro_batch_size: 4\nnum_epochs: 2\nadapter: lora\nlora_r: 32\n';
  writeFileSync(join(cwd, 'ax.yml'), file);
  const { settings, notes } = await report('--model 7B --for axolotl:ax.yml --rank 32');
  expect(settings).toMatchObject({ sequence: 768, packing: true, rank: 32 });
  expect(notes).toContain(
    'not read from --for axolotl:ax.yml: micro_batch_size 4, num_epochs 2; a plan takes --batch --epochs',
  );
});

test('a sequence that does not fit is told how short it must be, and a batch of 0 is not told', async () => {
  const { out } = await plan('--model llama-3.1-8b --gpu rtx-4090 --sequence 131072', 200);
  expect(out).toMatch(/shorten to \d+ tokens \(\w+ fits then\)/);
  expect(out).not.toContain('batch of 0');
  const wide = await report('--model llama-3.1-8b --gpu rtx-4090 --batch 16');
  expect(wide.recommendations[0].line).toMatch(/take a batch of \d+ \(QLoRA fits then\)/);
  const tight = await report('--model llama-3.1-8b --gpu rtx-4090 --sequence 30000');
  expect(tight.recommendations[0].room?.batch).not.toBe(0);
});

test('a model that no method brings onto the card is said to', async () => {
  const { recommendations } = await report('--model llama-3.1-405b --gpu t4');
  expect(recommendations[0]).toMatchObject({ line: expect.stringContaining('no method fits') });
  expect(recommendations[0].method).toBeUndefined();
});

describe('with a file', () => {
  test('tokens, steps, hours and money come from its rows', async () => {
    const { data, times, settings } = await report(
      'train.jsonl --model 7B --for trl-sft:max_length=512 --price 2 --token-price 0.46',
    );
    expect(settings.sequence).toBe(512);
    expect(data).toMatchObject({ rows: 600, target: 'trl-sft:max_length=512', steps: { perEpoch: 75, all: 225 } });
    expect(data!.billed.money).toBeCloseTo((data!.tokens * 3 * 0.46) / 1e6, 8);
    for (const { hours, money } of times) {
      expect(hours.low).toBeLessThan(hours.high);
      expect(money!.high).toBeCloseTo(hours.high * 2, 10);
    }
  });

  test('rows are cut each by itself, and the loss sees no more than is read', async () => {
    const long = JSON.stringify({
      messages: [
        { role: 'user', content: 'Tell it all.' },
        { role: 'assistant', content: 'river and stone '.repeat(3000) },
      ],
    });
    const short = Array.from({ length: 99 }, (_, i) => `${JSON.stringify(row(i))}\n`).join('');
    writeFileSync(join(cwd, 'mixed.jsonl'), `${short}${long}\n`);
    writeFileSync(join(cwd, 'short.jsonl'), short);
    const cut = await report('mixed.jsonl --model 7B --for trl-sft --sequence 1024');
    const { tokens } = (await report('short.jsonl --model 7B --for trl-sft --sequence 1024')).data!;
    expect(cut.data!.tokens).toBeGreaterThan(tokens * 0.7);
    expect(cut.data!.tokens).toBeLessThan((tokens + 1024) * 1.3);
    expect(cut.data!.trainedTokens).toBeLessThanOrEqual(cut.data!.tokens);
    expect(cut.data!.padding.alone).toBeCloseTo(1 - cut.data!.tokens / (100 * 1024), 10);
    expect(cut.notes.join()).toContain('interpolated from the percentiles');
  });

  test('short rows are called a lower bound, and what does not fit has no hours', async () => {
    const { out } = await plan('train.jsonl --model 70B --gpu a100-80gb --sequence 512', 120);
    expect(out).toContain('forecast is a lower bound');
    expect(out).toMatch(/Full FT +does not fit +\S+ +– +–/);
  });

  test('Together bills padding where rows are not packed', async () => {
    const loose = await report('train.jsonl --model 7B --for together --sequence 1024 --epochs 1');
    expect(loose.data!.billed.tokens).toBe(600 * 1024);
    const packed = await report('train.jsonl --model 7B --for together --sequence 1024 --epochs 1 --packing');
    expect(packed.data!.billed.tokens).toBe(packed.data!.tokens);
  });

  test('without --for it says how the rows are read, and old prices are called old', async () => {
    const { out } = await plan('train.jsonl --model 7B', 120, '2027-06-01');
    expect(out).toContain('the rows are read as trl-sft reads them');
    expect(out).toContain('more than 90 days old');
    expect((await plan('train.jsonl --model 7B', 120, '2026-05-01')).out).not.toContain('days old');
  });

  test('rows that TRL cannot read are read as another trainer does', async () => {
    const line = JSON.stringify({ instruction: 'Name a river.', input: '', output: 'The Oder, which is long.' });
    writeFileSync(join(cwd, 'alpaca.jsonl'), `${line}\n`.repeat(20));
    expect((await report('alpaca.jsonl --model 7B')).data).toMatchObject({ target: 'llama-factory-sft', rows: 20 });
  });

  test('--out writes the same as Markdown', async () => {
    const { code } = await plan('train.jsonl --model 7B --gpu a100 --out plan.md');
    expect(code).toBe(0);
    const page = readFileSync(join(cwd, 'plan.md'), 'utf8');
    for (const part of ['# Plan: Llama 2 7B', '| GPU memory, GB |', '## Data', '## Recommendation', '## Notes'])
      expect(page).toContain(part);
  });
});
