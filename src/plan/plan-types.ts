/** Where a number comes from. */
export interface Evidence {
  readonly class: string;
  readonly source: string;
  /** YYYY-MM-DD. */
  readonly read: string;
}

/** A number with its unit and where it comes from. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
  /** It was chosen so that published measurements come out well. */
  readonly fitted?: true;
  readonly evidence: Evidence;
}

/** Ways to fine-tune, in the order of the guide. */
export const METHODS = ['full', 'lora', 'qlora', 'prompt'] as const;
export type Method = (typeof METHODS)[number];

/** What the methods are called in reports. */
export const METHOD_TITLES: Readonly<Record<Method, string>> = {
  full: 'Full FT',
  lora: 'LoRA',
  qlora: 'QLoRA',
  prompt: 'Prompt Tuning',
};

export const OPTIMIZERS = ['adamw', 'adamw-8bit', 'sgd'] as const;
export const PRECISIONS = ['mixed', 'bf16'] as const;
export const SHARDINGS = ['zero-2', 'zero-3', 'fsdp'] as const;

/** How one training run is set up; the defaults are `DEFAULTS`. */
export interface Settings {
  /** Of the LoRA matrices. */
  readonly rank: number;
  /** Module names, or `all-linear`. */
  readonly targets: readonly string[];
  /** Virtual tokens of prompt tuning. */
  readonly promptTokens: number;
  /** Tokens of a sequence. */
  readonly sequence: number;
  /** Sequences that a GPU takes at once. */
  readonly batch: number;
  /** Batches until a step of the optimizer. */
  readonly accumulation: number;
  /** Blocks keep their inputs alone and are computed again in the backward pass. */
  readonly checkpointing: boolean;
  /** These inputs wait in the memory of the host. */
  readonly offloading: boolean;
  /** The model is compiled (torch.compile), which fuses what would be kept twice. */
  readonly compile: boolean;
  readonly optimizer: (typeof OPTIMIZERS)[number];
  /** `mixed`: bf16 with fp32 copies of what is trained; `bf16`: nothing in fp32. */
  readonly precision: (typeof PRECISIONS)[number];
  readonly packing: boolean;
  /** The loss is computed in chunks, so that the logits of few tokens exist at a time. */
  readonly lossChunks: boolean;
  /** The scales of NF4 are quantized too. */
  readonly doubleQuant: boolean;
  /** Attention keeps the whole matrix of scores. */
  readonly eagerAttention: boolean;
  readonly epochs: number;
  /** Sequences that a row is: both sides of a preference pair pass at once. */
  readonly sides: 1 | 2;
  /** A reference model is read beside the one that is trained; of adapters it is the model without them. */
  readonly reference: boolean;
  /** Tokens of the longest row where that is known and rows are not packed: a batch is padded to it, and not to the sequence. */
  readonly longest?: number;
}

/** What is assumed where no flag says otherwise. */
export const DEFAULTS: Settings = {
  rank: 16,
  targets: ['all-linear'],
  promptTokens: 20,
  sequence: 2048,
  batch: 1,
  accumulation: 8,
  checkpointing: true,
  offloading: false,
  compile: false,
  optimizer: 'adamw',
  precision: 'mixed',
  packing: false,
  lossChunks: false,
  doubleQuant: false,
  eagerAttention: false,
  epochs: 3,
  sides: 1,
  reference: false,
};

/** A value between two bounds. */
export interface Band {
  readonly low: number;
  readonly high: number;
}
