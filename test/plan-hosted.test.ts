import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { cwd, plan, report, row } from './plan-run.ts';

const COOKBOOK = fileURLToPath(
  new URL('../../shared/cases/real/openai_cookbook/toy_chat_fine_tuning.jsonl', import.meta.url),
);
const real = existsSync(COOKBOOK) ? test : test.skip;
if (!existsSync(COOKBOOK)) console.warn('test/plan-hosted: no real data, its bill is not tested');

const text = (words: number): string => 'river and stone '.repeat(words);
const pair = (i: number, words: number): object => ({
  messages: [
    { role: 'user', content: `Tell it all, part ${i}.` },
    { role: 'assistant', content: `${i} ${text(words)}` },
  ],
});
const lines = (rows: readonly object[]): string => rows.map((one) => `${JSON.stringify(one)}\n`).join('');
// One row above every usual default and above the context of Llama 2, under every limit of a hosted place but two.
writeFileSync(join(cwd, 'hosted.jsonl'), lines([...Array.from({ length: 60 }, (_, i) => row(i)), pair(60, 1600)]));

const folder = fileURLToPath(new URL('../rules/targets/', import.meta.url));
const HOSTED = readdirSync(folder)
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .filter(
    ({ place, shapes }) => place === 'hosted' && shapes.some(({ kind }: { kind: string }) => kind === 'conversation'),
  )
  .map(({ id }) => id as string);

describe('a hosted place bills what it reads by its own limit', () => {
  test.each(HOSTED)('%s', async (id) => {
    const small = await plan(`hosted.jsonl --model 7B --for ${id} --json`);
    // A place that reads other conversations than these has nothing to bill.
    if (small.code === 2) return expect(small.err).toContain(`no record trains in ${id}`);
    const { data, notes, times } = JSON.parse(small.out);
    const large = (await report(`hosted.jsonl --model llama-3.1-8b --for ${id}`)).data!;
    expect(data.billed).toEqual(large.billed);
    expect([data.hosted, data.billed.tokens]).toEqual([true, data.tokens * 3]);
    expect(data.fates.crash > 0 || data.tokens > 4800).toBe(true);
    expect(notes.join()).toContain(`${id} trains its own models and bills tokens`);
    expect(times.length).toBeGreaterThan(0);
  });

  test('the table of hours is of training it yourself, cut by the model', async () => {
    const { out } = await plan('hosted.jsonl --model 7B --for openai-sft', 200);
    expect(out).toMatch(/Time and cost of llama-2-7b on 1 × a100-80gb, trained by yourself/);
    expect(out).toMatch(/cut at 4,096 tokens: \d,\d+ an epoch/);
    expect(out).toMatch(/ {2}openai-sft bills tokens × epochs: about/);
  });

  test('Together packs: it bills rows × sequence only where a sequence is named and packing is not', async () => {
    const { billed, tokens } = (await report('train.jsonl --model 7B --for together')).data!;
    expect(billed.tokens).toBe(tokens * 3);
  });

  test("Together's own example: 8,192 × 8 × 1,000 tokens, ten evaluations of a million: 75,536,000", async () => {
    // With packing off a row is billed as 8,192 tokens; " a" is one token of the encoding.
    const rows = (count: number, tokens: number): string =>
      `${JSON.stringify({ text: ' a'.repeat(tokens) })}\n`.repeat(count);
    writeFileSync(join(cwd, 'eight.jsonl'), rows(8000, 3));
    writeFileSync(join(cwd, 'million.jsonl'), rows(1000, 1000));
    const words =
      'eight.jsonl --model llama-3.1-8b --for together --tokenizer o200k_base --sequence 8192 --epochs 1 --eval million.jsonl --evaluations 10';
    const { billed, error } = (await report(words)).data!;
    expect([error, billed.tokens]).toEqual([0, 75_536_000]);
    expect(billed.rule).toContain('rows × 8,192 × epochs + 1,000,000 evaluation tokens × 10');
    expect(billed.source).toContain('docs.together.ai/docs/fine-tuning/pricing');
  });

  real('24,726 tokens of the cookbook at $25 a million', async () => {
    const words = `${COOKBOOK} --model 7B --for openai-sft --tokenizer cl100k_base --token-price 25`;
    const { data, notes } = await report(words);
    const { tokens, billed, verdict } = data!;
    expect([tokens, billed.tokens, verdict]).toEqual([8242, 24_726, 'not-ready']);
    expect(billed.money).toBeCloseTo(0.618, 3);
    expect(notes.join()).toContain('openai-sft: Organisations without earlier jobs cannot start one');
  });
});

describe('what becomes of the rows is said, the worst first', () => {
  const few = lines(Array.from({ length: 5 }, (_, i) => row(i)));
  const broken = lines([row(1), row(2), { messages: 'none' }, row(3)]);
  const long = lines([...Array.from({ length: 8 }, (_, i) => row(i)), pair(9, 3000)]);
  writeFileSync(join(cwd, 'few.jsonl'), few);
  writeFileSync(join(cwd, 'broken.jsonl'), broken);
  writeFileSync(join(cwd, 'long.jsonl'), long);

  test.each([
    [
      'few.jsonl',
      'openai-sft',
      /^ {2}the file is refused: openai-sft needs 10 rows, and there are 5 rows/,
      '5 rows would be read',
    ],
    [
      'broken.jsonl',
      'trl-sft',
      /^ {2}the run ends at 1 of 4 rows: ftlint check broken.jsonl --for trl-sft says why/,
      '3 of 4 rows would be read',
    ],
    ['broken.jsonl', 'openai-sft', /^ {2}the file is refused for 1 of 4 rows: ftlint check/, '1 is refused'],
    [
      'long.jsonl',
      'axolotl',
      /^ {2}8 of 9 rows are read by axolotl/,
      '1 is longer than the limit of 512 tokens and is dropped',
    ],
    ['short.jsonl', 'trl-sft', /^ {2}99 rows are read by trl-sft/, 'the loss sees'],
  ])('%s in %s', async (file, target, first, rows) => {
    const { out, code } = await plan(`${file} --model llama-3.1-8b --for ${target}`, 400);
    // Continued lines are indented more.
    const [, line, next] = out
      .slice(out.indexOf('Data\n'))
      .replace(/\n {4}/g, ' ')
      .split('\n');
    expect(line).toMatch(first);
    expect(`${line}\n${next}`).toContain(rows);
    expect(code).toBe(0);
  });

  test('a trainer that drops many rows goes on with the rest', async () => {
    writeFileSync(join(cwd, 'drops.jsonl'), lines([row(1), row(2), pair(3, 3000), pair(4, 3000)]));
    const { data } = await report('drops.jsonl --model llama-3.1-8b --for axolotl --tokenizer o200k_base');
    expect(data).toMatchObject({ verdict: 'not-ready', rows: 2, records: 4 });
    expect(data!.stops).toBeUndefined();
    expect(data!.because).toMatch(/90 %/);
  });

  test('and in JSON', async () => {
    const { data } = await report('broken.jsonl --model 7B --for trl-sft');
    expect(data).toMatchObject({ verdict: 'not-ready', records: 4, rows: 3, fates: { crash: 1 } });
    expect(data!.stops).toMatch(/^the run ends at 1 of 4 rows/);
    expect(data!.reasons).toEqual(['1 would end the run']);
    expect((await report('short.jsonl --model 7B --for trl-sft')).data!.reasons).toEqual([]);
  });
});
