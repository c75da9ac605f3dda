import { describe, expect, test } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd, plan, report } from './plan-run.ts';

describe('a size stands for the only model that has it', () => {
  test.each([
    ['72B', 'qwen2.5-72b'],
    ['405b', 'llama-3.1-405b'],
    ['9B', 'gemma-2-9b'],
    ['7B', 'llama-2-7b'],
    ['15B', 'phi-4'],
  ])('%s: %s', async (size, id) => {
    const { models, notes } = await report(`--model ${size}`);
    expect(models.map((one) => one.id)).toEqual([id]);
    expect(notes[0]).toBe(`${models[0].asked} is computed as ${models[0].title}`);
  });

  test.each([
    ['8B', 'llama-3.1-8b, qwen3-8b'],
    ['3B', 'llama-3.2-3b, qwen2.5-3b'],
    ['1B', 'gemma-3-1b, llama-3.2-1b'],
    ['14B', 'phi-4, qwen2.5-14b, qwen3-14b'],
    ['32B', 'qwen2.5-32b, qwen3-32b'],
    ['5B', 'known sizes: 0.5B, 0.6B, 1B'],
  ])('%s is asked back: %s', async (size, said) => {
    const { code, err } = await plan(`--model ${size}`);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  });

  test('a folder is read by its config.json, and one without is said to have none', async () => {
    mkdirSync(join(cwd, 'mine'), { recursive: true });
    expect((await plan('--model mine')).err).toContain('--model mine: the folder has no config.json');
    writeFileSync(join(cwd, 'mine', 'config.json'), readFileSync(join(cwd, 'config.json')));
    expect((await report('--model mine')).models[0].id).toBe('mine');
  });
});

describe('--out', () => {
  test('replaces an earlier plan, and nothing else', async () => {
    writeFileSync(join(cwd, 'notes.md'), '# My notes\n');
    const { code, err } = await plan('--model 7B --out notes.md');
    expect([code, err]).toEqual([2, expect.stringContaining('does not begin with "# Plan:"')]);
    expect(readFileSync(join(cwd, 'notes.md'), 'utf8')).toBe('# My notes\n');
    for (const model of ['7B', '13B']) expect((await plan(`--model ${model} --out again.md`)).code).toBe(0);
    expect(readFileSync(join(cwd, 'again.md'), 'utf8')).toMatch(/^# Plan: Llama 2 13B/);
  });
});

describe('the flags to paste carry what was chosen', () => {
  const words = '--model llama-3.1-8b --gpu h200 --sequence 512 --for';
  test.each([
    [
      'axolotl',
      '--epochs 2 --optimizer adamw-8bit --no-checkpointing',
      ['num_epochs: 2', 'optimizer: adamw_bnb_8bit', 'gradient_checkpointing: false'],
    ],
    ['trl-sft', '--epochs 2.5 --optimizer sgd --compile', ['--num_train_epochs 2.5', '--optim sgd', '--torch_compile']],
    [
      'torchtune',
      '--precision bf16 --offload-activations',
      ['epochs=3', 'dtype=bf16', 'enable_activation_offloading=True'],
    ],
    ['litgpt', '--precision bf16', ['--train.epochs 3', '--precision bf16-true']],
  ])('%s %s', async (target, flags, wanted) => {
    const [one] = (await report(`${words} ${target} ${flags}`)).recommendations;
    expect(one.flags).toEqual(expect.arrayContaining(wanted));
    expect(one.unspelt).toBeUndefined();
  });

  test('what no spelling is known of is named', async () => {
    const [one] = (await report(`${words} litgpt --epochs 0.5 --optimizer sgd --loss-chunks`)).recommendations;
    expect(one.unspelt).toEqual(['--epochs 0.5', '--optimizer sgd', '--loss-chunks']);
    const { out } = await plan(`${words} litgpt --loss-chunks`, 200);
    expect(out).toContain('set it there yourself, no spelling is known here: --loss-chunks');
  });
});

describe('a card without bf16', () => {
  test('says so', async () => {
    const { notes, models } = await report('--model 7B --gpu t4,v100-16gb');
    expect(notes.join('\n')).toContain('no bf16 on NVIDIA T4, NVIDIA V100 16 GB');
    expect(models[0].methods[0].fits[0].gpu.bf16).toBe(false);
    expect((await plan('--model 7B')).out).toContain('T4, 16 GiB, no bf16');
  });
});

test.each(['7B', 'llama-3.1-8b', '13B,70B'])('the note on 28 GB stands by the table, for %s', async (model) => {
  expect((await report(`--model ${model}`)).notes.join('\n')).toContain('28 GB for a 7B model is its fp32 weights');
});
