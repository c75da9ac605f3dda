import { describe, expect, test } from '@jest/globals';
import { costLine, type Guide, guideNotes } from '../src/plan/guide.ts';
import type { Architecture } from '../src/plan/architecture.ts';
import type { MemoryRules } from '../src/plan/memory-types.ts';
import { planModel } from '../src/plan/plan-model.ts';
import { DEFAULTS, type Method } from '../src/plan/plan-types.ts';
import { readConfig } from '../src/plan/read-config.ts';
import { type BillingRules, billOf, tokenMoney } from '../src/plan/billing.ts';
import { isStale, stepsOf } from '../src/plan/run-cost.ts';
import { clockOf, ownSeconds, type ThroughputRules, tokensPerSecond } from '../src/plan/throughput.ts';
import { modelOf, ruleFile } from './plan-shared.ts';

const rules = ruleFile<ThroughputRules>('plan/throughput.json');
const mistral = (config: object): Architecture =>
  readConfig({ model_type: 'mistral', vocab_size: 32_768, num_key_value_heads: 8, ...config }, 'config.json');
const MIXTRAL = { model_type: 'mixtral', num_local_experts: 8, num_experts_per_tok: 2 };
const OTHER: Readonly<Record<string, Architecture>> = {
  '8x7B': mistral({
    ...MIXTRAL,
    hidden_size: 4096,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    intermediate_size: 14_336,
  }),
  '8x22B': mistral({
    ...MIXTRAL,
    hidden_size: 6144,
    num_hidden_layers: 56,
    num_attention_heads: 48,
    intermediate_size: 16_384,
  }),
  Nemo: mistral({
    vocab_size: 131_072,
    hidden_size: 5120,
    num_hidden_layers: 40,
    num_attention_heads: 32,
    head_dim: 128,
    intermediate_size: 14_336,
  }),
  Large: mistral({ hidden_size: 12_288, num_hidden_layers: 88, num_attention_heads: 96, intermediate_size: 28_672 }),
};

describe('published speeds lie in the band that is printed', () => {
  const A100 = 312e12;
  const H100 = 989e12;
  test.each<[string, string, Method, boolean, boolean, number, number]>([
    // What, model, method, checkpointing, full sequences, peak, tokens a second of one card.
    ['torchtune, packed and compiled', 'llama-3.2-3b', 'full', false, true, A100, 9174],
    ['torchtune, LoRA', 'llama-3.2-3b', 'lora', true, true, A100, 8210],
    ['torchtune, not packed', 'llama-3.2-3b', 'full', false, false, A100, 2091],
    ['LLaMA-Factory, Hugging Face', 'llama-2-7b', 'lora', true, true, A100, 2392],
    ['LLaMA-Factory, FlashAttention 2', 'llama-2-7b', 'lora', true, true, A100, 2954],
    ['LLaMA-Factory, Unsloth', 'llama-2-7b', 'lora', true, true, A100, 4007],
    ['LLaMA-Factory, QLoRA, 1k', 'llama-2-7b', 'qlora', true, true, A100, 2295],
    ['LLaMA-Factory, QLoRA, 16k', 'llama-2-7b', 'qlora', true, true, A100, 3542],
    ['llm-foundry, A100', 'llama-2-7b', 'full', false, true, A100, 4641],
    ['llm-foundry, H100', 'llama-2-7b', 'full', false, true, H100, 10_643],
    ['mistral-finetune 7B', 'mistral-7b-v0.3', 'lora', true, true, H100, 5720],
    ['mistral-finetune 8x7B', '8x7B', 'lora', true, true, H100, 2966],
    ['mistral-finetune Nemo', 'Nemo', 'lora', true, true, H100, 3337],
    ['mistral-finetune 8x22B', '8x22B', 'lora', true, true, H100, 1007],
    ['mistral-finetune Large', 'Large', 'lora', true, true, H100, 567],
  ])('%s', (_what, model, method, checkpointing, full, peak, published) => {
    const settings = { ...DEFAULTS, checkpointing };
    const band = tokensPerSecond({ model: OTHER[model] ?? modelOf(model), method, settings }, { full, peak }, rules);
    expect(published).toBeGreaterThanOrEqual(band.low);
    expect(published).toBeLessThanOrEqual(band.high);
  });
});

test('mistral-finetune forecasts 131,072,000 tokens at 5,720 a second as 00:52:44', () => {
  const own = rules.forecasts['mistral-finetune'];
  expect(own.speeds['mistral-7b-v0.3'].value).toBe(5720);
  expect(clockOf(ownSeconds(own, 'mistral-7b-v0.3', 131_072_000)!)).toBe('00:52:44');
  expect(ownSeconds(own, 'llama-2-7b', 131_072_000)).toBeUndefined();
});

test('Ori: three epochs of 5 million tokens and one reading of a million at $0.46 a million are $7.36', () => {
  const { usual } = ruleFile<BillingRules>('plan/billing.json');
  const job = { rows: 1, tokens: 5e6, epochs: 3, unpacked: 4096, evaluation: { tokens: 1e6, times: 1 } };
  expect(billOf(usual, job)).toEqual({ rule: 'tokens × epochs', tokens: 15e6 });
  const { tokens } = billOf({ ...usual, evaluations: true }, job);
  expect([tokens, tokenMoney(tokens, 0.46)]).toEqual([16e6, expect.closeTo(7.36, 10)]);
});

test.each([
  ['2026-11-22', '2027-02-20', false],
  ['2026-11-22', '2027-02-21', true],
])('prices of %s on %s are stale: %s', (date, today, stale) => {
  expect(isStale(date, today, 90)).toBe(stale);
});

const data = {
  rows: 1000,
  tokens: 250_000,
  trained: 200_000,
  packedPadding: 0.05,
  alonePadding: 0.875,
  batchPadding: 0,
};
test.each([
  [false, 1, 125, 375],
  [false, 4, 32, 96],
  // 250,000 tokens fill 129 sequences of 2,048 with 5 % padding.
  [true, 1, 17, 51],
])('steps with packing %s on %i cards: %i an epoch, %i in three', (packing, gpus, perEpoch, all) => {
  expect(stepsOf(data, { ...DEFAULTS, packing }, gpus)).toMatchObject({ perEpoch, all });
});

const guide = ruleFile<Guide>('plan/guide.json');
const seven = { id: 'llama-2-7b', title: 'Llama 2 7B', source: '', architecture: modelOf('llama-2-7b') };

test("the guide's cost line: 1–3 h is what is computed; $5–10 begins within the computed money and ends above it", () => {
  const { hours, money, tokens } = costLine(seven, DEFAULTS, 312e12, guide, rules);
  expect(tokens).toBe(15_360_000);
  expect(hours.low).toBeGreaterThan(0.8);
  expect(hours.low).toBeLessThan(1.1);
  expect(hours.high).toBeGreaterThan(2.5);
  expect(hours.high).toBeLessThan(3.2);
  const [from, to] = guide.cost.run;
  expect(money.low).toBeLessThan(1);
  expect(money.high).toBeGreaterThan(from);
  expect(money.high).toBeLessThan(9);
  // Its own hours at its own price do not reach its own $10 either, and the note says so.
  expect(guide.cost.hours[1] * guide.cost.price[1]).toBe(9);
  expect(to).toBe(10);
  expect(guide.cost.note).toContain('$1 to $9');
});

test('the run that the cost line is computed for says where its size comes from', () => {
  const { rows, tokens } = guide.cost;
  const { recommended } = ruleFile<{ readonly recommended: readonly [number, number] }>('tasks/dialogue.json');
  expect(rows.value).toBe(recommended[1]);
  expect([rows.evidence.class, tokens.evidence.class]).toEqual(['guide', 'convention']);
});

test("the guide's 28 GB for a full 7B model are the fp32 weights alone; its other numbers are in the range", () => {
  const plan = planModel(seven, DEFAULTS, ruleFile<MemoryRules>('plan/memory.json'), [], {
    count: 1,
    sharding: 'zero-3',
  });
  const notes = guideNotes(plan, guide);
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain('28 GB for a 7B model is its fp32 weights alone');
  expect(plan.bf16Bytes * 2).toBeCloseTo(27e9, -9);
});

test.each([
  [8, ['q_proj', 'v_proj'], '0.062 %'],
  [64, ['all-linear'], '2.4 %'],
])('LoRA of rank %i on %j leaves the 0.1~1 %% of the guide: %s', (rank, targets, share) => {
  const plan = planModel(seven, { ...DEFAULTS, rank, targets }, ruleFile<MemoryRules>('plan/memory.json'), [], {
    count: 1,
    sharding: 'zero-3',
  });
  expect(guideNotes(plan, guide).join()).toContain(share);
});
