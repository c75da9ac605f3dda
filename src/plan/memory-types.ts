import type { Quantity } from './plan-types.ts';

/** `rules/plan/memory.json`: the constants of the memory formula. */
export interface MemoryRules {
  /** Bytes a parameter, of weights that stand still, in bf16. */
  readonly frozenWeight: Quantity;
  readonly nf4Weight: Quantity;
  readonly nf4DoubleWeight: Quantity;
  /** Bytes a trained parameter, by precision. */
  readonly trainedWeight: Readonly<Record<'mixed' | 'bf16', Quantity>>;
  readonly gradient: Readonly<Record<'mixed' | 'bf16', Quantity>>;
  /** Weights of an adapter: fp32 alone, without the bf16 copy of a whole model. */
  readonly adapterWeight: Readonly<Record<'mixed' | 'bf16', Quantity>>;
  readonly adamw: Readonly<Record<'mixed' | 'bf16', Quantity>>;
  readonly adamw8bit: Quantity;
  readonly sgd: Quantity;
  /** Factor over the values that a block keeps. */
  readonly activation: Quantity;
  /** The same where the model is compiled: nothing is kept twice. */
  readonly activationCompiled: Quantity;
  /** Bytes of the logits, a token and word of the vocabulary. */
  readonly logits: Quantity;
  readonly logitsCompiled: Quantity;
  readonly lossChunks: Quantity;
  /** Bytes that attention without a fused kernel adds, a head and pair of tokens, in the block that is being worked on. */
  readonly eagerScores: Quantity;
  /** Bytes of it that each block keeps when nothing is recomputed. */
  readonly eagerKept: Quantity;
  /** Bytes of the CUDA context, libraries and fragments. */
  readonly overhead: Quantity;
  /** Half width of the printed range, as a share. */
  readonly range: Quantity;
}

/** GPU memory of one run on one GPU by what it holds; bytes. */
export interface Memory {
  readonly weights: number;
  readonly gradients: number;
  readonly optimizer: number;
  readonly activations: number;
  readonly logits: number;
  readonly overhead: number;
}

/** The sum of all parts; bytes. */
export const totalMemory = (of: Memory): number =>
  of.weights + of.gradients + of.optimizer + of.activations + of.logits + of.overhead;
