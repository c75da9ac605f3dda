import { activeParameters, type Architecture, linearParameters } from './architecture.ts';
import { memoryOf, frozenBytes, trainableParameters } from './memory.ts';
import type { MemoryRules } from './memory-types.ts';
import type { Band, Quantity, Settings } from './plan-types.ts';
import type { Run } from './run.ts';

/** What a micro-batch costs beside its tokens: a part of `rules/plan/throughput.json`. */
export interface StepRules {
  /** Milliseconds a layer and micro-batch that the host needs to start the kernels, forward and backward. */
  readonly launch: Readonly<Record<'low' | 'high', Quantity>>;
  /** A compiled model starts so many times fewer of them, at most. */
  readonly compiled: Quantity;
  /** Bytes a quantized parameter and pass: read in four bits, unpacked, read again. */
  readonly unpack: Readonly<Record<'low' | 'high', Quantity>>;
}

/** Passes over the weights: forward, backward, forward again where blocks are recomputed, forward through a reference model. */
const passes = ({ checkpointing }: Settings, reference: boolean): number =>
  (checkpointing ? 3 : 2) + (reference ? 1 : 0);

/** Kernels of a micro-batch as a share of those of forward and backward: the backward pass has two thirds of them. */
const kernels = ({ checkpointing }: Settings, reference: boolean): number =>
  1 + (checkpointing ? 1 / 3 : 0) + (reference ? 1 / 3 : 0);

/** Parameters whose weights are read for any token: of experts those that one token passes, of the embedding only the head. */
const readParameters = (model: Architecture): number =>
  activeParameters(model) - model.embeddings + Math.min(model.embeddings, model.vocabulary * model.hidden);

/** Bytes that a card moves for one micro-batch, however few its tokens are; `unpack`: bytes a quantized parameter and pass. */
export function microBatchBytes(
  { model, method, settings }: Run,
  gpus: number,
  unpack: number,
  rules: MemoryRules,
  reference = false,
): number {
  const { weights, gradients, optimizer } = memoryOf(model, method, settings, rules);
  const own = method === 'full' ? weights : weights - frozenBytes(model, method === 'qlora', settings, rules);
  const read = readParameters(model);
  const packed = method === 'qlora' ? linearParameters(model, true) : 0;
  const adapter = method === 'full' ? 0 : trainableParameters(model, method, settings);
  const pass = packed * unpack + (read - packed + adapter) * rules.frozenWeight.value;
  const step = gradients + 2 * (own + optimizer);
  return passes(settings, reference) * pass + gradients + step / (settings.accumulation * gpus);
}

/**
 * Seconds that a micro-batch takes at least on one card, however few tokens it holds:
 *
 *     t = (p·W + G + (G + 2·(T + O)) / (a·n)) / B + k·L·s
 *
 * p: passes over the weights (2; one more each for recomputation and a reference model); W: bytes of the weights that are read in a pass; G, T, O: bytes of
 * gradients, trained weights and optimizer state, written once a micro-batch, or read and written once a step; a: accumulation;
 * n: cards that share the state; B: bytes a second of the card's memory; L: layers; s: seconds to start the kernels of a layer;
 * k: 1, and a third more for each of the two. The low end has the least s and W that were measured, the high end the most.
 */
export function microBatchSeconds(
  run: Run,
  { gpus, bandwidth }: { readonly gpus: number; readonly bandwidth: number },
  memory: MemoryRules,
  { launch, compiled, unpack }: StepRules,
  reference = false,
): Band {
  const { model, settings } = run;
  const at = (end: 'low' | 'high', faster: number): number => {
    const bytes = microBatchBytes(run, gpus, unpack[end].value, memory, reference);
    const start = (launch[end].value / 1000 / faster) * model.layers * kernels(settings, reference);
    return bytes / bandwidth + start;
  };
  return { low: at('low', settings.compile ? compiled.value : 1), high: at('high', 1) };
}
