/** How the blocks of a family of models are built, where its config.json does not say. */
export interface Family {
  /** One matrix makes queries, keys and values. */
  readonly fusedAttention?: string;
  /** One matrix makes gate and up. */
  readonly fusedGate?: true;
  /** Two matrices without a gate, called so: up and down. */
  readonly plain?: readonly [up: string, down: string];
  /** What the projection behind attention is called, if not `o_proj`. */
  readonly output?: string;
  /** Biases of q, k, v; of every linear layer; absent: as the config says. */
  readonly biases?: 'attention-inputs' | 'all';
  /** The head has a bias too. */
  readonly headBias?: true;
  /** Norms of a block over the hidden width; 2 where absent. */
  readonly norms?: number;
  /** Norms have a bias beside their weight. */
  readonly normBias?: true;
  /** Queries and keys have a norm over the width of a head. */
  readonly headNorms?: true;
  /** Whether the head is the embedding where the config does not say. */
  readonly tied?: true;
  readonly experts?: 'mixtral' | 'qwen' | 'deepseek';
}

const NEOX: Family = {
  fusedAttention: 'query_key_value',
  output: 'dense',
  plain: ['dense_h_to_4h', 'dense_4h_to_h'],
  biases: 'all',
  normBias: true,
};
const DEEPSEEK: Family = { experts: 'deepseek' };

/** Families by the `model_type` of config.json, as the modelling code of Hugging Face transformers builds them. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  llama: {},
  mistral: {},
  mixtral: { experts: 'mixtral' },
  qwen2: { biases: 'attention-inputs' },
  qwen2_moe: { biases: 'attention-inputs', experts: 'qwen' },
  qwen3: { headNorms: true },
  qwen3_moe: { headNorms: true, experts: 'qwen' },
  gemma: { tied: true },
  gemma2: { norms: 4, tied: true },
  gemma3_text: { norms: 4, headNorms: true, tied: true },
  phi: {
    output: 'dense',
    plain: ['fc1', 'fc2'],
    biases: 'all',
    headBias: true,
    norms: 1,
    normBias: true,
  },
  phi3: { fusedAttention: 'qkv_proj', fusedGate: true },
  gpt_neox: NEOX,
  deepseek_v2: DEEPSEEK,
  deepseek_v3: DEEPSEEK,
};
