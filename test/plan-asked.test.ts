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

  test("neither a person's own plan nor an edited one is replaced", async () => {
    await plan('--model 7B --out edited.md');
    const edited = `${readFileSync(join(cwd, 'edited.md'), 'utf8')}\nAsk Ada about the budget.\n`;
    for (const [name, text] of [
      ['own.md', '# Plan: summer\n\nPack the tent.\n'],
      ['edited.md', edited],
    ]) {
      writeFileSync(join(cwd, name), text);
      const { code, err } = await plan(`--model 7B --out ${name}`);
      expect([code, err]).toEqual([2, expect.stringContaining(`${name} is a plan that ftlint did not write, or`)]);
      expect(readFileSync(join(cwd, name), 'utf8')).toBe(text);
    }
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

describe('the recommendation is for the cards that are asked for', () => {
  test('70B on four of 80 GB: the method that the table says', async () => {
    const { models, recommendations } = await report('--model 70B --gpu a100-80gb --gpus 4');
    const fits = models[0].methods.map(({ fits: [{ counts }] }) => counts.find(({ gpus }) => gpus === 4)!.fit);
    expect(fits).toEqual(['does not fit', 'fits', 'fits', 'fits']);
    expect(recommendations[0]).toMatchObject({ method: 'lora', gpus: 4 });
    expect(recommendations[0].line).toBe('LoRA is the cheapest method that fits 4 × NVIDIA A100 80 GB');
    const [one] = (await report('--model 70B --gpu a100-80gb')).recommendations;
    expect(one).toMatchObject({ method: 'qlora', line: expect.stringContaining('fits one NVIDIA A100 80 GB') });
  });

  test('the named number of cards stands in the table', async () => {
    const words = '--model llama-3.1-405b --gpu h200 --gpus 16';
    expect((await plan(words, 120)).out).toMatch(/\n +16 of them .*fits/);
    const { models, recommendations } = await report(words);
    expect(models[0].methods[1].fits[0].counts.map(({ gpus }) => gpus)).toEqual([1, 2, 4, 8, 16]);
    expect(recommendations[0].line).toContain('16 × NVIDIA H200');
    expect((await plan(words, 200)).out).toContain('16 cards by zero-3');
  });

  test('with ZeRO-2 each card holds the weights', async () => {
    const words = '--model 70B --gpu a100-80gb --gpus 4 --sharding';
    expect((await report(`${words} zero-2`)).recommendations[0].method).toBe('qlora');
    expect((await report(`${words} fsdp`)).recommendations[0].method).toBe('lora');
  });

  test('what there is room for holds on as many cards', async () => {
    const words = '--model 70B --gpu a100-80gb --gpus 4';
    const { room, method } = (await report(words)).recommendations[0];
    const fitOf = async (batch: number): Promise<string> => {
      const [{ methods }] = (await report(`${words} --batch ${batch}`)).models;
      return methods.find((one) => one.method === method)!.fits[0].counts.find(({ gpus }) => gpus === 4)!.fit;
    };
    expect([await fitOf(room!.batch!), await fitOf(room!.batch! + 1)]).toEqual([
      'fits',
      expect.not.stringMatching('^fits$'),
    ]);
  });
});

test('what a terminal acts on is spelt out, wherever the name of a model stands', async () => {
  const name = 'evil\u001b]0;owned\u0007\u009b31m';
  mkdirSync(join(cwd, name), { recursive: true });
  writeFileSync(join(cwd, name, 'config.json'), readFileSync(join(cwd, 'config.json')));
  for (const words of ['', '--model 7B,./', 'train.jsonl ', 'train.jsonl --json ', '--gpu t4 '])
    for (const columns of [60, 120]) {
      const ask = words.includes('--model') ? `${words}${name}` : `${words}--model ./${name}`;
      const { out, code } = await plan(ask, columns);
      expect(code).toBe(0);
      expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
});

describe('a card without bf16', () => {
  test('says so', async () => {
    const { notes, models } = await report('--model 7B --gpu t4,v100-16gb');
    expect(notes.join('\n')).toContain('no bf16 on NVIDIA T4, NVIDIA V100 16 GB');
    expect(models[0].methods[0].fits[0].gpu.bf16).toBe(false);
    expect((await plan('--model 7B')).out).toContain('T4, 15 GiB, no bf16');
    expect((await report('--model 7B --gpu t4')).notes).toContain(
      'what a program may use, as nvidia-smi reports it, error correction on: NVIDIA T4 15 of 16 GiB',
    );
  });
});

test.each(['7B', 'llama-3.1-8b', '13B,70B'])('the note on 28 GB stands by the table, for %s', async (model) => {
  expect((await report(`--model ${model}`)).notes.join('\n')).toContain('28 GB for a 7B model is its fp32 weights');
});
