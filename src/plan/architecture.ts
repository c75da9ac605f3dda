/** Weight matrices of one kind in all blocks of a model. */
export interface Linear {
  /** As PEFT names target modules: `q_proj`. */
  readonly module: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Matrices of this kind in the whole model. */
  readonly count: number;
  /** Of these, how many one token passes: fewer than `count` in a mixture of experts. */
  readonly active: number;
}

/** What can be computed about a model before it is loaded: shapes, no weights. */
export interface Architecture {
  /** `model_type` of the Hugging Face config.json that it was read from. */
  readonly type: string;
  readonly vocabulary: number;
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  /** Longest sequence in tokens; undefined where the config does not say. */
  readonly context: number | undefined;
  readonly linears: readonly Linear[];
  /** Parameters of the embedding and, where it has its own, of the head. */
  readonly embeddings: number;
  /** Parameters of norms, biases and routers. */
  readonly rest: number;
  /** Values that the backward pass keeps for a token of one block (mean over blocks), in units of one activation. */
  readonly kept: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Parameters of all linear layers inside the blocks; with `active`, of those that one token passes. */
export function linearParameters({ linears }: Architecture, active = false): number {
  return sum(linears.map((one) => one.inputs * one.outputs * (active ? one.active : one.count)));
}

/** Parameters of the model: an exact integer. */
export const parameters = (model: Architecture): number => linearParameters(model) + model.embeddings + model.rest;

/** Parameters that one token passes; equal to all where there are no experts. */
export const activeParameters = (model: Architecture): number =>
  linearParameters(model, true) + model.embeddings + model.rest;
