import { loraParameters, promptParameters } from './adapters.ts';
import { type Architecture, linearParameters, parameters } from './architecture.ts';
import type { Memory, MemoryRules } from './memory-types.ts';
import type { Method, Settings } from './plan-types.ts';

/** Parameters that a method trains: an exact integer. */
export function trainableParameters(model: Architecture, method: Method, settings: Settings): number {
  if (method === 'full') return parameters(model);
  if (method === 'prompt') return promptParameters(model, settings.promptTokens);
  return loraParameters(model, settings.rank, settings.targets);
}

/** Bytes of the base weights that stand still: linear layers in four bits, the rest in bf16, or all in bf16. */
export function frozenBytes(model: Architecture, quantized: boolean, settings: Settings, rules: MemoryRules): number {
  const total = parameters(model);
  const small = quantized ? linearParameters(model) : 0;
  const each = settings.doubleQuant ? rules.nf4DoubleWeight.value : rules.nf4Weight.value;
  return small * each + (total - small) * rules.frozenWeight.value;
}

/** Bytes of the optimizer's state for one trained parameter. */
function optimizerBytes({ optimizer, precision }: Settings, rules: MemoryRules): number {
  if (optimizer === 'sgd') return rules.sgd.value;
  return optimizer === 'adamw-8bit' ? rules.adamw8bit.value : rules.adamw[precision].value;
}

/** Bytes that one token of a sequence needs at the peak of a step, by what they hold. */
export interface TokenBytes {
  readonly activations: number;
  /** Of the logits, beyond what the block that is computed again has at another time. */
  readonly logits: number;
}

/** Bytes for each token of a sequence, between forward and backward pass. */
export function tokenBytes(model: Architecture, settings: Settings, rules: MemoryRules): TokenBytes {
  const factor = settings.compile ? rules.activationCompiled.value : rules.activation.value;
  const block = factor * 2 * model.kept;
  const chunks = settings.lossChunks ? rules.lossChunks.value : 1;
  const word = settings.compile ? rules.logitsCompiled.value : rules.logits.value;
  const logits = (word * model.vocabulary) / chunks;
  if (!settings.checkpointing) return { activations: model.layers * block, logits };
  // With checkpointing a block keeps its input. One block at a time is computed again, when the logits are gone.
  const inputs = settings.offloading ? 0 : 2 * model.hidden * model.layers;
  return { activations: inputs + block, logits: Math.max(0, logits - block) };
}

/** Tokens to which a row of a batch is padded at most. */
export const lengthOf = ({ sequence, longest }: Settings): number => Math.min(sequence, longest ?? Infinity);

function scoreBytes(model: Architecture, settings: Settings, rules: MemoryRules): number {
  if (!settings.eagerAttention) return 0;
  const kept = settings.checkpointing ? 0 : model.layers * rules.eagerKept.value;
  return (rules.eagerScores.value + kept) * model.heads * lengthOf(settings) ** 2;
}

/** Memory of one run on one GPU without sharding: the middle of the range that is printed. */
export function memoryOf(model: Architecture, method: Method, settings: Settings, rules: MemoryRules): Memory {
  const trained = trainableParameters(model, method, settings);
  const extra = method === 'prompt' ? settings.promptTokens : 0;
  const rows = settings.batch * settings.sides;
  const tokens = rows * (lengthOf(settings) + extra);
  const own = method === 'full' ? rules.trainedWeight : rules.adapterWeight;
  const perToken = tokenBytes(model, settings, rules);
  const beside = settings.reference ? frozenBytes(model, false, settings, rules) : 0;
  const frozen = method === 'full' ? beside : frozenBytes(model, method === 'qlora', settings, rules);
  return {
    weights: frozen + trained * own[settings.precision].value,
    gradients: trained * rules.gradient[settings.precision].value,
    optimizer: trained * optimizerBytes(settings, rules),
    activations: tokens * perToken.activations + rows * scoreBytes(model, settings, rules),
    logits: tokens * perToken.logits,
    overhead: rules.overhead.value,
  };
}
