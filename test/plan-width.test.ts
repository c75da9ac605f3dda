import { expect, test } from '@jest/globals';
import { cells } from '../src/reporters/layout.ts';
import { plan } from './plan-run.ts';

const WORDS = [
  '--model 7B',
  '--model 7B,13B,70B',
  '--model llama-3.1-405b --gpu t4,h200 --for torchtune',
  'mixed.jsonl --model llama-3.1-8b --gpu rtx-4090,a100 --gpus 4 --for axolotl --batch 4',
  'train.jsonl --model 70B --for openai-sft --token-price 25',
];
test.each([40, 60, 80, 120].flatMap((columns) => WORDS.map((words) => [columns, words] as const)))(
  'no line is wider than %i cells: %s',
  async (columns, words) => {
    const { out } = await plan(words, columns);
    for (const line of out.split('\n')) expect([line, cells(line) <= columns]).toEqual([line, true]);
  },
);

test('a narrow screen has a block for each method, with whole words', async () => {
  const { out } = await plan('train.jsonl --model 7B --for trl-sft', 40);
  expect(out).toMatch(/\n {2}QLoRA\n {4}trained parameters +39,976,960\n/);
  expect(out).toMatch(/\n {2}LoRA\n {4}memory {11}fits\n {4}tokens\/s a card {2}\S+\n/);
});
