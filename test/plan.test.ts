import { describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd, plan, report } from './plan-run.ts';

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
    ['train.jsonl --model 7B --price none.json', 'there is no such file'],
    ['--model 7B --price 3-2', 'expected dollars an hour'],
    ['--model 7B --for axolottl', 'did you mean axolotl?'],
    ['--model 7B --optimizer adam', 'expected adamw'],
    ['--model ./lacking.json', 'lacking.json: the key is missing: "hidden_size"'],
    ['--model ./vast.json', 'more parameters than can be counted'],
    ['--model ./torn.json', 'not JSON'],
    ['--model ./none.json', 'there is no such file'],
    ['empty.jsonl --model 7B', 'ftlint: empty.jsonl is empty'],
    ['odd.jsonl --model 7B', 'no text was found in the records of odd.jsonl'],
    ['odd.jsonl --model 7B --for trl-sft', 'no record trains in trl-sft'],
    ['train.jsonl --model 7B --for trl-sft --for axolotl', 'a plan is for one place'],
    ['train.jsonl --model 7B --out train.jsonl', 'would overwrite'],
    ['train.jsonl --model 7B --for together --eval short.jsonl --evaluations 2 --out short.jsonl', 'would overwrite'],
    ['train.jsonl --model 7B --for together --eval short.jsonl', 'one needs the other'],
    ['train.jsonl --model 7B --for together --evaluations 3', 'one needs the other'],
    ['--model 7B --for together --eval short.jsonl --evaluations 3', 'one needs the other'],
    ['train.jsonl --model 7B --for together --eval none.jsonl --evaluations 3', 'none.jsonl'],
    ['train.jsonl --model 7B --for together --eval - --evaluations 3', '--eval -: give a file'],
    ['train.jsonl --model 7B --for together --eval short.jsonl --evaluations 0', 'expected a whole number above 0'],
    ['train.jsonl --model 7B --for openai-sft --eval short.jsonl --evaluations 3', 'known: together'],
    ['train.jsonl --model 7B --eval short.jsonl --evaluations 3', 'no place is named'],
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
  expect((await plan('--model 7B,13B', 110)).out).toMatch(/GPU memory of Llama 2 13B by what it holds/);
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

test('the longest sequence and the largest batch come with the flags that they change', async () => {
  const words = '--model llama-3.1-8b --gpu rtx-4090 --sequence 2048 --for axolotl';
  const [{ room, roomFlags }] = (await report(words)).recommendations;
  expect(roomFlags).toEqual({
    sequence: [`sequence_len: ${room!.sequence!}`],
    batch: [`micro_batch_size: ${room!.batch!}`],
  });
  const { out } = await plan(words, 200);
  expect(out).toContain(`tokens at a batch of 1 (sequence_len: ${room!.sequence!}), or for a batch of ${room!.batch!}`);
});

test("computed values stand beside the guide's under the name of the model that they are of", async () => {
  const { out } = await plan('--model 70B', 120);
  expect(out).toMatch(/, computed for Llama 2 70B\n[^]*guide, 7B .*\n +computed, GB +99/);
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
