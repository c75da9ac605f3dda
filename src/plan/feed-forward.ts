import type { Linear } from './architecture.ts';
import { dense, type Part } from './attention.ts';
import type { ConfigFields } from './config-fields.ts';
import type { Family } from './families.ts';

/** The gated block that most models have: three matrices, of which some families fuse two. */
function gated(hidden: number, inner: number, count: number, fused: boolean): readonly Linear[] {
  const down = dense('down_proj', inner, hidden, count);
  if (fused) return [dense('gate_up_proj', hidden, 2 * inner, count), down];
  return [dense('gate_proj', hidden, inner, count), dense('up_proj', hidden, inner, count), down];
}

/** What every token passes in every block. */
export function denseFeedForward(fields: ConfigFields, family: Family): Part {
  const hidden = fields.count('hidden_size');
  const layers = fields.count('num_hidden_layers');
  if (family.plain !== undefined) {
    const inner = fields.countOr('intermediate_size', 4 * hidden);
    const [up, down] = family.plain;
    const linears = [dense(up, hidden, inner, layers), dense(down, inner, hidden, layers)];
    return { linears, rest: layers * (inner + hidden), kept: 2 * inner };
  }
  const inner = fields.count('intermediate_size');
  const biases = fields.flag('mlp_bias', false) ? 2 * inner + hidden : 0;
  const linears = gated(hidden, inner, layers, family.fusedGate === true);
  return { linears, rest: layers * biases, kept: 3 * inner };
}

/** Experts of a block: how many, how many of them a token passes, how wide; and what all tokens pass beside them. */
interface Experts {
  readonly count: number;
  readonly chosen: number;
  readonly inner: number;
  readonly shared: number;
  /** Parameters beside matrices of experts and the router's, of one block. */
  readonly rest: number;
  /** Blocks without experts. */
  readonly denseLayers: number;
}

function expertsOf(fields: ConfigFields, kind: NonNullable<Family['experts']>): Experts {
  const chosen = fields.count('num_experts_per_tok');
  const hidden = fields.count('hidden_size');
  const layers = fields.count('num_hidden_layers');
  if (kind === 'mixtral') {
    const inner = fields.count('intermediate_size');
    return { count: fields.count('num_local_experts'), chosen, inner, shared: 0, rest: 0, denseLayers: 0 };
  }
  const inner = fields.count('moe_intermediate_size');
  if (kind === 'qwen') {
    const shared = fields.countOr('shared_expert_intermediate_size', 0);
    const step = fields.countOr('decoder_sparse_step', 1);
    const only = new Set(fields.list('mlp_only_layers'));
    let denseLayers = 0;
    for (let i = 0; i < layers; i++) if (only.has(i) || (i + 1) % step !== 0) denseLayers++;
    // A gate of one row decides how much of the shared expert counts.
    return { count: fields.count('num_experts'), chosen, inner, shared, rest: shared > 0 ? hidden : 0, denseLayers };
  }
  const count = fields.count('n_routed_experts');
  const shared = fields.countOr('n_shared_experts', 0) * inner;
  // DeepSeek-V3 corrects the router's scores by a learnt number for each expert.
  const rest = fields.type === 'deepseek_v3' ? count : 0;
  return {
    count,
    chosen,
    inner,
    shared,
    rest,
    denseLayers: Math.min(layers, fields.countOr('first_k_dense_replace', 0)),
  };
}

/** Experts of which each token passes a few. */
export function mixture(fields: ConfigFields, kind: NonNullable<Family['experts']>): Part {
  const hidden = fields.count('hidden_size');
  const layers = fields.count('num_hidden_layers');
  const { count, chosen, inner, shared, rest, denseLayers } = expertsOf(fields, kind);
  const sparse = layers - denseLayers;
  const experts = gated(hidden, inner, sparse * count, false).map((one) => ({
    ...one,
    active: sparse * Math.min(chosen, count),
  }));
  const beside = shared > 0 ? gated(hidden, shared, sparse, false) : [];
  const wide = denseLayers > 0 ? fields.count('intermediate_size') : 0;
  const plain = denseLayers > 0 ? gated(hidden, wide, denseLayers, false) : [];
  const kept = (3 * (sparse * (chosen * inner + shared) + denseLayers * wide)) / layers;
  return {
    linears: [...experts, ...beside, ...plain],
    rest: sparse * (hidden * count + rest),
    kept,
  };
}
