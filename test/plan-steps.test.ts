import { describe, expect, test } from '@jest/globals';
import type { Architecture } from '../src/plan/architecture.ts';
import type { Gpu } from '../src/plan/fit.ts';
import type { MemoryRules } from '../src/plan/memory-types.ts';
import { DEFAULTS, type Method, type Settings } from '../src/plan/plan-types.ts';
import { readConfig } from '../src/plan/read-config.ts';
import { microBatchesOf } from '../src/plan/run-cost.ts';
import { microBatchBytes, microBatchSeconds } from '../src/plan/step-floor.ts';
import type { ThroughputRules } from '../src/plan/throughput.ts';
import { timesOn } from '../src/plan/times.ts';
import { modelOf, ruleFile } from './plan-shared.ts';

const throughput = ruleFile<ThroughputRules>('plan/throughput.json');
const memory = ruleFile<MemoryRules>('plan/memory.json');
const { gpus } = ruleFile<{ readonly gpus: readonly Gpu[] }>('gpus.json');
const card = (id: string): Gpu => gpus.find((gpu) => gpu.id === id)!;
const machine = (id: string) => ({ gpus: 1, bandwidth: card(id).bandwidth.value * 1e9 });

const small = (config: object): Architecture =>
  readConfig({ num_attention_heads: 32, vocab_size: 51_200, ...config }, 'config.json');
const OTHER: Readonly<Record<string, Architecture>> = {
  'phi-1.5': small({ model_type: 'phi', hidden_size: 2048, num_hidden_layers: 24, intermediate_size: 8192 }),
  'StableLM Alpha 3B': small({
    model_type: 'gpt_neox',
    vocab_size: 50_688,
    hidden_size: 4096,
    num_hidden_layers: 16,
    intermediate_size: 16_384,
  }),
};

/** As LitGPT's runs were: the whole in bf16, nothing computed again, 128 rows a step. */
const LITGPT: Settings = { ...DEFAULTS, rank: 8, precision: 'bf16', checkpointing: false, accumulation: 128 };

describe('rows of about a hundred tokens: LitGPT on an A100 of 40 GB lies between the two ends', () => {
  test.each<[string, Method, number]>([
    // Model, method, minutes for 1,000 micro-batches of one row.
    ['phi-1.5', 'lora', 1.62],
    ['phi-1.5', 'qlora', 1.77],
    ['StableLM Alpha 3B', 'lora', 1.24],
    ['StableLM Alpha 3B', 'qlora', 1.82],
    ['llama-2-7b', 'lora', 2.36],
    ['llama-2-7b', 'qlora', 3.68],
    ['llama-2-13b', 'lora', 3.19],
    ['llama-2-13b', 'qlora', 6.38],
    // Adapters without matrices of their own, which prompt tuning is nearest to.
    ['StableLM Alpha 3B', 'prompt', 0.74],
    ['llama-2-7b', 'prompt', 1.5],
  ])('%s, %s', (name, method, minutes) => {
    const model = OTHER[name] ?? modelOf(name);
    const { low, high } = microBatchSeconds(
      { model, method, settings: LITGPT },
      machine('a100-40gb'),
      memory,
      throughput,
    );
    expect((minutes * 60) / 1000).toBeGreaterThanOrEqual(low * 0.99);
    expect((minutes * 60) / 1000).toBeLessThanOrEqual(high * 1.01);
  });
});

describe('bytes of a micro-batch', () => {
  const seven = modelOf('llama-2-7b');
  const read = 6_738_415_616 - 32_000 * 4096;
  const of = (method: Method, settings: Partial<Settings>, gpuCount = 1): number =>
    microBatchBytes({ model: seven, method, settings: { ...DEFAULTS, ...settings } }, gpuCount, 0.5, memory);

  test('full fine-tuning reads the weights in each pass and the optimizer state once a step', () => {
    const plain = { checkpointing: false, precision: 'bf16', accumulation: 1e6 } as const;
    // Two passes of two bytes, gradients of two; the embedding is looked up and not read.
    expect(of('full', plain) / (2 * 2 * read + 2 * 6_738_415_616)).toBeCloseTo(1, 4);
    expect(of('full', { ...plain, checkpointing: true }) - of('full', plain)).toBe(2 * read);
    const step = { ...plain, accumulation: 1 };
    // Of weights two bytes, of the state four, read and written; gradients read.
    expect((of('full', step) - of('full', plain)) / (14 * 6_738_415_616)).toBeCloseTo(1, 4);
    expect(of('full', step, 8)).toBeLessThan(of('full', step));
  });

  test('a mixture of experts reads those that a token passes', () => {
    const mixtral = readConfig(
      {
        model_type: 'mixtral',
        vocab_size: 32_000,
        hidden_size: 4096,
        num_hidden_layers: 32,
        num_attention_heads: 32,
        num_key_value_heads: 8,
        intermediate_size: 14_336,
        num_local_experts: 8,
        num_experts_per_tok: 2,
      },
      'config.json',
    );
    const bytes = microBatchBytes(
      { model: mixtral, method: 'lora', settings: { ...DEFAULTS, rank: 1 } },
      1,
      0.5,
      memory,
    );
    expect(bytes).toBeLessThan(3 * 2 * 13.2e9);
    expect(bytes).toBeGreaterThan(3 * 2 * 12.7e9);
  });
});

const facts = (rows: number, each: number) => ({
  rows,
  tokens: rows * each,
  trained: rows * 2,
  packedPadding: 0,
  alonePadding: 0,
  batchPadding: 0,
});
const chosen = { id: 'llama-3.1-8b', title: '', source: '', architecture: modelOf('llama-3.1-8b') };
const hoursAt = (rows: number, each: number, settings: Partial<Settings>, gpuCount = 1) => {
  const basis = {
    cards: { count: gpuCount, sharding: 'zero-3' as const },
    settings: { ...DEFAULTS, ...settings },
    data: facts(rows, each),
    error: 0,
    passes: undefined,
    throughput,
    memory,
  };
  const time = timesOn(chosen, card('a100-80gb'), basis, { low: 2, high: 2, source: 'a test' })[1];
  return { ...time, hours: time.hours! };
};

describe('published speeds are not below what micro-batches allow', () => {
  test.each<[string, string, Method, boolean, string, number, number]>([
    // What, model, method, recomputation, card, tokens of a micro-batch, tokens a second of one card.
    ['torchtune, packed and compiled', 'llama-3.2-3b', 'full', false, 'a100-80gb', 2 * 4096, 9174],
    ['torchtune, LoRA', 'llama-3.2-3b', 'lora', true, 'a100-80gb', 2 * 4096, 8210],
    ['LLaMA-Factory, Unsloth', 'llama-2-7b', 'lora', true, 'a100-80gb', 4 * 1024, 4007],
    ['LLaMA-Factory, QLoRA, 1k', 'llama-2-7b', 'qlora', true, 'a100-80gb', 1024, 2295],
    ['LLaMA-Factory, QLoRA, 16k', 'llama-2-7b', 'qlora', true, 'a100-80gb', 16_384, 3542],
    ['torchtune, 8B QLoRA on a 4090', 'llama-3.1-8b', 'qlora', true, 'rtx-4090', 2 * 2048, 2413],
    ['mistral-finetune 7B', 'mistral-7b-v0.3', 'lora', true, 'h100-80gb', 32_768, 5720],
  ])('%s', (_what, model, method, checkpointing, gpu, tokens, published) => {
    const settings = { ...DEFAULTS, checkpointing, accumulation: 1 };
    const { low } = microBatchSeconds({ model: modelOf(model), method, settings }, machine(gpu), memory, throughput);
    expect(published).toBeLessThanOrEqual(tokens / low);
  });
});

describe('hours of a run', () => {
  test('10,003 rows of 10 tokens, one at a time: 0.8 h at least, by steps and not by tokens', () => {
    const { hours, tokensPerSecond, microBatches, money } = hoursAt(10_003, 10, {});
    expect(microBatches).toMatchObject({ count: 30_009, hold: true });
    expect(hours.low).toBeGreaterThan(0.8);
    expect(hours.high).toBeLessThan(2);
    expect(money!.high).toBeCloseTo(hours.high * 2, 10);
    // The speed that is printed is the one that the hours mean.
    expect(300_090 / tokensPerSecond.low / 3600).toBeCloseTo(hours.high, 10);
    expect(300_090 / tokensPerSecond.high / 3600).toBeCloseTo(hours.low, 10);
  });

  test('four rows at a time take a quarter, packing far less, four cards a quarter', () => {
    const alone = hoursAt(10_003, 10, {}).hours;
    expect(hoursAt(10_003, 10, { batch: 4 }).hours.low / alone.low).toBeCloseTo(0.25, 2);
    expect(hoursAt(10_003, 10, {}, 4).hours.low / alone.low).toBeCloseTo(0.25, 2);
    expect(hoursAt(10_003, 10, { packing: true }).hours.high).toBeLessThan(alone.low / 10);
  });

  test('long rows are held by their tokens', () => {
    const { microBatches, hours } = hoursAt(10_000, 1500, {});
    expect(microBatches.hold).toBe(false);
    expect(microBatches.count * microBatches.seconds.high).toBeLessThan(hours.low * 3600);
  });

  test('the floor never falls as rows get shorter, and a compiled model may be faster', () => {
    for (const each of [1, 10, 100, 500])
      expect(hoursAt(1000, each, {}).hours.low).toBeLessThanOrEqual(hoursAt(1000, each + 1, {}).hours.low);
    expect(hoursAt(1000, 10, { compile: true }).hours.low).toBeLessThan(hoursAt(1000, 10, {}).hours.low);
  });
});

test.each([
  [{}, 1, 3000],
  [{ batch: 4 }, 1, 750],
  // The last of each epoch holds fewer rows.
  [{ batch: 4 }, 8, 96],
  [{ packing: true }, 1, 147],
  [{ epochs: 0.5 }, 1, 500],
] as const)('micro-batches of a card with %j on %i cards: %i', (settings, cards, count) => {
  expect(microBatchesOf(facts(1000, 100), { ...DEFAULTS, ...settings }, cards)).toBe(count);
});
