import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { findModel } from '../src/commands/plan/asked/find-model.ts';
import { planData } from '../src/commands/plan/rule-data.ts';
import { loraParameters, promptParameters } from '../src/plan/adapters.ts';
import { activeParameters, parameters } from '../src/plan/architecture.ts';
import { readConfig } from '../src/plan/read-config.ts';
import { modelOf, ruleFile } from './plan-shared.ts';

const ids = readdirSync(fileURLToPath(new URL('../rules/models', import.meta.url))).map((file) =>
  file.replace(/\.json$/, ''),
);

test('there are 28 models', () => expect(ids).toHaveLength(28));

test.each(ids)('%s has the published number of parameters', (id) => {
  const { value } = ruleFile<{ parameters: { value: number } }>(`models/${id}.json`).parameters;
  expect(parameters(modelOf(id))).toBe(value);
});

const QV = ['q_proj', 'v_proj'];
const ALL = ['all-linear'];
// Integers that public run logs print: trainable, and all parameters with the adapter.
test.each([
  ['llama-2-7b', 8, QV, 4_194_304, 6_742_609_920],
  ['llama-3.1-8b', 16, ALL, 41_943_040, 8_072_204_288],
  ['qwen2.5-7b', 16, ALL, 40_370_176, 7_655_986_688],
  ['qwen3-8b', 16, ALL, 43_646_976, 8_234_382_336],
  // The log is of v0.1, whose vocabulary is smaller.
  ['mistral-7b-v0.1', 16, ALL, 41_943_040, 7_283_675_136],
  ['llama-2-70b', 16, ALL, 207_093_760, 68_976_648_192 + 207_093_760],
  ['llama-2-13b', 8, QV, 6_553_600, 13_015_864_320 + 6_553_600],
  // Common tutorials print the integer of rank 8 under rank 16.
  ['llama-2-7b', 16, QV, 8_388_608, 6_738_415_616 + 8_388_608],
  ['llama-2-7b', 16, ALL, 39_976_960, 6_738_415_616 + 39_976_960],
  ['llama-2-13b', 16, ALL, 62_586_880, 13_015_864_320 + 62_586_880],
  ['qwen3-14b', 16, ALL, 64_225_280, 14_768_307_200 + 64_225_280],
])('LoRA on %s, rank %i on %j: %i', (id, rank, targets, trainable, all) => {
  const model = modelOf(id);
  expect(loraParameters(model, rank, targets)).toBe(trainable);
  expect(parameters(model) + trainable).toBe(all);
});

test('20 virtual tokens on a 7B model are 81,920 parameters', () => {
  expect(promptParameters(modelOf('llama-2-7b'), 20)).toBe(81_920);
});

const blocks = { hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8 };
describe('a config.json of another family', () => {
  test.each([
    [
      'Mixtral 8x7B',
      {
        model_type: 'mixtral',
        ...blocks,
        vocab_size: 32_000,
        intermediate_size: 14_336,
        num_local_experts: 8,
        num_experts_per_tok: 2,
      },
      46_702_792_704,
      12_879_925_248,
    ],
    [
      'Qwen3 30B A3B',
      {
        model_type: 'qwen3_moe',
        vocab_size: 151_936,
        hidden_size: 2048,
        num_hidden_layers: 48,
        num_attention_heads: 32,
        num_key_value_heads: 4,
        head_dim: 128,
        moe_intermediate_size: 768,
        num_experts: 128,
        num_experts_per_tok: 8,
      },
      30_532_122_624,
      3_353_032_704,
    ],
    [
      'Qwen1.5 MoE A2.7B',
      {
        model_type: 'qwen2_moe',
        vocab_size: 151_936,
        hidden_size: 2048,
        num_hidden_layers: 24,
        num_attention_heads: 16,
        num_key_value_heads: 16,
        moe_intermediate_size: 1408,
        shared_expert_intermediate_size: 5632,
        num_experts: 60,
        num_experts_per_tok: 4,
      },
      14_315_784_192,
      2_689_173_504,
    ],
    [
      'DeepSeek V3',
      {
        model_type: 'deepseek_v3',
        vocab_size: 129_280,
        hidden_size: 7168,
        num_hidden_layers: 61,
        num_attention_heads: 128,
        q_lora_rank: 1536,
        kv_lora_rank: 512,
        qk_nope_head_dim: 128,
        qk_rope_head_dim: 64,
        v_head_dim: 128,
        intermediate_size: 18_432,
        moe_intermediate_size: 2048,
        n_routed_experts: 256,
        n_shared_experts: 1,
        num_experts_per_tok: 8,
        first_k_dense_replace: 3,
      },
      671_026_419_200,
      37_552_297_472,
    ],
    [
      'Pythia 6.9B',
      {
        model_type: 'gpt_neox',
        vocab_size: 50_432,
        hidden_size: 4096,
        num_hidden_layers: 32,
        num_attention_heads: 32,
        intermediate_size: 16_384,
      },
      6_857_302_016,
      6_857_302_016,
    ],
    [
      'Phi-2',
      {
        model_type: 'phi',
        vocab_size: 51_200,
        hidden_size: 2560,
        num_hidden_layers: 32,
        num_attention_heads: 32,
        intermediate_size: 10_240,
      },
      2_779_683_840,
      2_779_683_840,
    ],
  ])('%s: all and active parameters', (name, config, all, active) => {
    const model = readConfig(config, name);
    expect([parameters(model), activeParameters(model)]).toEqual([all, active]);
  });

  test.each([
    [{}, '"model_type"'],
    [[], 'a JSON object'],
    [{ model_type: 'mamba' }, 'type "mamba"'],
    [{ model_type: 'llama', vocab_size: 10 }, '"hidden_size"'],
    [{ model_type: 'llama', vocab_size: -3, hidden_size: 4 }, 'no positive integer'],
    [
      { model_type: 'llama', vocab_size: 9, ...blocks, hidden_size: 4100 },
      'cannot be divided by 32 "num_attention_heads"',
    ],
    [{ model_type: 'llama', vocab_size: 9, ...blocks, num_key_value_heads: 5 }, 'by 5 "num_key_value_heads"'],
    [{ model_type: 'mixtral', vocab_size: 9, ...blocks }, '"num_experts_per_tok"'],
  ])('%j is refused: %s', (config, words) => {
    expect(() => readConfig(config, 'config.json')).toThrow(words);
  });
});

test.each([
  ['llama-3.1-8b', 'llama-3.1-8b'],
  ['meta-llama/Llama-3.1-8B-Instruct', 'llama-3.1-8b'],
  ['LLAMA_3_1_8B', 'llama-3.1-8b'],
  ['Meta-Llama-3.1-8B', 'llama-3.1-8b'],
  ['meta-llama/Llama-2-7b-chat-hf', 'llama-2-7b'],
  ['Qwen/Qwen2.5-7B-Instruct', 'qwen2.5-7b'],
  ['mistralai/Mistral-7B-v0.3', 'mistral-7b-v0.3'],
  ['google/gemma-2-9b-it', 'gemma-2-9b'],
  ['microsoft/phi-4', 'phi-4'],
  ['phi4', 'phi-4'],
  ['7B', 'llama-2-7b'],
  ['13b', 'llama-2-13b'],
  ['70B', 'llama-2-70b'],
])('%s is %s', async (name, id) => {
  expect((await findModel(name, '.', (await planData()).models)).id).toBe(id);
});
