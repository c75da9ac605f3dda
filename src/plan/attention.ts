import type { Linear } from './architecture.ts';
import type { ConfigFields } from './config-fields.ts';
import type { Family } from './families.ts';

/** A part of all blocks: its matrices, what else has parameters, and values kept for a token of one block. */
export interface Part {
  readonly linears: readonly Linear[];
  readonly rest: number;
  readonly kept: number;
}

/** Matrices of one kind, all of which every token passes. */
export const dense = (module: string, inputs: number, outputs: number, count: number): Linear => ({
  module,
  inputs,
  outputs,
  count,
  active: count,
});

/** Attention with heads that share keys and values, or do not. */
export function groupedAttention(fields: ConfigFields, family: Family): Part {
  const hidden = fields.count('hidden_size');
  const layers = fields.count('num_hidden_layers');
  const heads = fields.count('num_attention_heads');
  const width = fields.countOr('head_dim', Math.floor(hidden / heads));
  const q = heads * width;
  const kv = fields.countOr('num_key_value_heads', heads) * width;
  const output = dense(family.output ?? 'o_proj', q, hidden, layers);
  const inputs =
    family.fusedAttention === undefined
      ? [dense('q_proj', hidden, q, layers), dense('k_proj', hidden, kv, layers), dense('v_proj', hidden, kv, layers)]
      : [dense(family.fusedAttention, hidden, q + 2 * kv, layers)];
  const all = family.biases === 'all' || fields.flag('attention_bias', false);
  const biases = all ? q + 2 * kv + hidden : family.biases === 'attention-inputs' ? q + 2 * kv : 0;
  const norms = family.headNorms === true ? 2 * width : 0;
  return { linears: [...inputs, output], rest: layers * (biases + norms), kept: 2 * q + 2 * kv };
}

/** Attention through a small latent vector, as DeepSeek-V2 and V3 have it. */
export function latentAttention(fields: ConfigFields): Part {
  const hidden = fields.count('hidden_size');
  const layers = fields.count('num_hidden_layers');
  const heads = fields.count('num_attention_heads');
  const rope = fields.count('qk_rope_head_dim');
  const plain = fields.count('qk_nope_head_dim');
  const latent = fields.count('kv_lora_rank');
  const values = heads * fields.count('v_head_dim');
  const q = heads * (plain + rope);
  const narrow = fields.countOr('q_lora_rank', undefined);
  const queries =
    narrow === undefined
      ? [dense('q_proj', hidden, q, layers)]
      : [dense('q_a_proj', hidden, narrow, layers), dense('q_b_proj', narrow, q, layers)];
  const linears = [
    ...queries,
    dense('kv_a_proj_with_mqa', hidden, latent + rope, layers),
    dense('kv_b_proj', latent, heads * plain + values, layers),
    dense('o_proj', values, hidden, layers),
  ];
  return { linears, rest: layers * (latent + (narrow ?? 0)), kept: 2 * q + 2 * values };
}
