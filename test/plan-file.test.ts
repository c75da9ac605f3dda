import { describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd, plan, report } from './plan-run.ts';

describe('with a file', () => {
  test('tokens, steps, hours and money come from its rows', async () => {
    const { data, times, settings } = await report(
      'train.jsonl --model 7B --for trl-sft:max_length=512 --price 2 --token-price 0.46',
    );
    expect(settings.sequence).toBe(512);
    expect(data).toMatchObject({ rows: 600, target: 'trl-sft:max_length=512', steps: { perEpoch: 75, all: 225 } });
    expect(data!.billed.money).toBeCloseTo((data!.tokens * 3 * 0.46) / 1e6, 8);
    for (const { hours, money, fit, price } of times) {
      expect(price).toEqual({ low: 2, high: 2, source: '--price' });
      expect([hours === null, money === null]).toEqual([fit === 'does not fit', fit === 'does not fit']);
      if (hours === null) continue;
      expect(hours.low).toBeLessThan(hours.high);
      expect(money!.high).toBeCloseTo(hours.high * 2, 10);
    }
  });

  test('rows are cut each by itself, and the loss sees no more than is read', async () => {
    const cut = await report('mixed.jsonl --model 7B --for trl-sft --sequence 1024');
    const { tokens } = (await report('short.jsonl --model 7B --for trl-sft --sequence 1024')).data!;
    // All of them are trained there, so the check has counted what is left.
    expect(cut.data!.tokens).toBe(tokens + 1024);
    expect(cut.data!.trainedTokens).toBe(cut.data!.tokens);
    expect(cut.notes).toContain('1 row is longer than 1,024 tokens and is cut');
    expect(cut.data!.padding.alone).toBeCloseTo(1 - cut.data!.tokens / (100 * 1024), 10);
  });

  test('what is dropped for its length is neither read nor trained, at the planned length', async () => {
    const words = '--model 7B --for axolotl --tokenizer o200k_base --sequence';
    const all = (await report(`mixed.jsonl ${words} 700`)).data!;
    const short = (await report(`short.jsonl ${words} 700`)).data!;
    const { notes } = await report(`mixed.jsonl ${words} 700`);
    expect(notes).toContain('1 row is longer than 700 tokens and is dropped');
    expect(all).toMatchObject({
      rows: 99,
      tokens: short.tokens,
      trainedTokens: short.trainedTokens,
      target: 'axolotl:sequence_len=700',
    });
    // The long row has 9,000 tokens and is read where there is room.
    const roomy = (await report('mixed.jsonl --model llama-3.1-8b --for axolotl --sequence 20000')).data!;
    expect(roomy.rows).toBe(100);
    expect(roomy.tokens).toBeGreaterThan(9000);
  });

  test('a length is said once: by --sequence or behind the colon', async () => {
    const { code, err } = await plan('train.jsonl --model 7B --for trl-sft:max_length=512 --sequence 1024');
    expect([code, err]).toEqual([2, expect.stringContaining('say different lengths')]);
    const file = 'sequence_len: 768\nadapter: lora\n';
    writeFileSync(join(cwd, 'run.yml'), file);
    const { data, settings } = await report('train.jsonl --model 7B --for axolotl:run.yml --sequence 512 --packing');
    expect(settings).toMatchObject({ sequence: 512, packing: true });
    expect(data!.target).toBe('run.yml:sequence_len=512,sample_packing=true (axolotl)');
  });

  test('short rows are held by their micro-batches, and what does not fit has no hours', async () => {
    const { out } = await plan('train.jsonl --model 70B --gpu a100-80gb --sequence 512', 120);
    expect(out).toMatch(/LoRA, .*: 1,800 micro-batches of \d+ tokens take longer/);
    expect(out).toMatch(/Full FT +does not fit +\S+ +– +–/);
  });

  test('a batch is padded to its longest row: memory is for that, and not for the sequence', async () => {
    const line = 'short.jsonl --model 7B --for trl-sft --gpu rtx-4090 --batch 16';
    const long = await report(`${line} --sequence 4096`);
    const longest = Number(/memory is for the longest row, (\d+) tokens/.exec(long.notes.join('\n'))?.[1]);
    expect(longest).toBeGreaterThan(long.data!.tokens / long.data!.rows);
    expect(long.settings).toMatchObject({ sequence: 4096, longest });
    const short = await report(`${line} --sequence ${longest}`);
    expect(short.notes.join()).not.toContain('memory is for the longest row');
    expect(short.models[0].methods).toEqual(long.models[0].methods);
    const packed = await report(`${line} --sequence 4096 --packing`);
    expect(packed.models[0].methods[1].memory.activations).toBeGreaterThan(
      short.models[0].methods[1].memory.activations,
    );
    // What is planned fits what there is room for.
    const [{ room, method }] = long.recommendations;
    expect(method).toBeDefined();
    expect(room!.batch).toBeGreaterThanOrEqual(16);
  });

  test("mistral-finetune's own forecast is printed as its clock shows it", async () => {
    const { notes, data } = await report('short.jsonl --model mistral-7b-v0.3 --for mistral-finetune --epochs 1');
    expect(data!.tokens).toBeGreaterThan(0);
    expect(notes.join('\n')).toMatch(/mistral-finetune itself expects 00:05:0\d on 8 × H100/);
  });

  test('a hosted place whose limit is not known bills long rows whole', async () => {
    const hosted = (await report('mixed.jsonl --model llama-3.1-8b --for mistral-api')).data!;
    const roomy = (await report('mixed.jsonl --model llama-3.1-8b --for axolotl --sequence 20000')).data!;
    expect(hosted.tokens).toBe(roomy.tokens);
    expect(hosted.billed.tokens).toBe(hosted.tokens * 3);
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

  test('a file of prices is read, printed with its day, and called old after 90 days', async () => {
    const prices = { date: '2026-08-01', gpus: { 'RTX 4090': 0.4, h100: { low: 2, high: 3 } } };
    writeFileSync(join(cwd, 'prices.json'), JSON.stringify(prices));
    const words = 'train.jsonl --model 7B --gpu rtx-4090,h100 --price prices.json';
    const { times, notes } = await report(words);
    for (const { gpu, money, gpuHours, fit } of times) {
      expect(gpuHours === null).toBe(fit === 'does not fit');
      if (gpuHours === null) continue;
      const [low, high] = gpu === 'rtx-4090' ? [0.4, 0.4] : [2, 3];
      expect(money!.low).toBeCloseTo(gpuHours.low * low, 10);
      expect(money!.high).toBeCloseTo(gpuHours.high * high, 10);
    }
    expect(notes).toContain('prices are of 2026-08-01, from prices.json, more than 90 days old: give --price');
    expect((await plan(words, 200, '2026-09-01')).out).toContain('prices are of 2026-08-01, from prices.json\n');
  });

  test.each([
    ['{', 'JSON'],
    ['{"date": "2026-08-01"}', 'no "gpus"'],
    ['{"gpus": {"h100": 2}}', 'no "date"'],
    ['{"date": "soon", "gpus": {"h100": 2}}', 'no "date"'],
    ['{"date": "2026-08-01", "gpus": {"h100": "2"}}', 'the price of h100'],
    ['{"date": "2026-08-01", "gpus": {"h100": {"low": 3, "high": 2}}}', 'the price of h100'],
    ['{"date": "2026-08-01", "gpus": {"h101": 2}}', 'did you mean'],
  ])('a file of prices that says %s is refused', async (text, said) => {
    writeFileSync(join(cwd, 'bad.json'), text);
    const { code, err } = await plan('train.jsonl --model 7B --price bad.json');
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  });

  test('--out writes the same as Markdown', async () => {
    const { code } = await plan('train.jsonl --model 7B --gpu a100 --out plan.md');
    expect(code).toBe(0);
    const page = readFileSync(join(cwd, 'plan.md'), 'utf8');
    for (const part of ['# Plan: Llama 2 7B', '| GPU memory, GB |', '## Data', '## Recommendation', '## Notes'])
      expect(page).toContain(part);
  });
});
