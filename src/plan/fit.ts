import { totalMemory, type Memory, type MemoryRules } from './memory-types.ts';
import { memoryOf, tokenBytes } from './memory.ts';
import type { Architecture } from './architecture.ts';
import type { Band, Method, Settings, SHARDINGS } from './plan-types.ts';

/** A graphics card by name. */
export interface Gpu {
  readonly id: string;
  readonly title: string;
  readonly names: readonly string[];
  readonly memory: { readonly value: number; readonly unit: 'GiB' };
  /** Operations a second in bf16 (in fp16 where `bf16` is false), dense, with fp32 accumulation. */
  readonly peak: { readonly value: number; readonly unit: 'TFLOP/s' };
  /** False: the card has no bf16. */
  readonly bf16?: false;
  /** Bytes that memory and processors exchange, in 10⁹ a second. */
  readonly bandwidth: { readonly value: number; readonly unit: 'GB/s' };
}

export type Sharding = (typeof SHARDINGS)[number];

/** Whether a run fits a card: by the upper end of the range, by its middle, or not. */
export type Fit = 'fits' | 'tight' | 'does not fit';

const GIB = 2 ** 30;

/** Memory of a card in bytes. */
export const gpuBytes = (gpu: Gpu): number => gpu.memory.value * GIB;

/** The range around a middle value. */
export const rangeOf = (bytes: number, rules: MemoryRules): Band => ({
  low: bytes * (1 - rules.range.value),
  high: bytes * (1 + rules.range.value),
});

/** Memory on each of `count` cards: ZeRO-2 divides gradients and optimizer state, ZeRO-3 and FSDP the weights too. `masters`: bytes among the weights that are fp32 copies, which belong to the optimizer. */
export function sharded(memory: Memory, count: number, how: Sharding, masters = 0): Memory {
  const whole = how === 'zero-2' ? memory.weights - masters : 0;
  const weights = whole + (memory.weights - whole) / count;
  return { ...memory, weights, gradients: memory.gradients / count, optimizer: memory.optimizer / count };
}

/** Whether so many bytes fit a card. */
export function fitOf(bytes: number, gpu: Gpu, rules: MemoryRules): Fit {
  if (rangeOf(bytes, rules).high <= gpuBytes(gpu)) return 'fits';
  return bytes <= gpuBytes(gpu) ? 'tight' : 'does not fit';
}

/** The longest sequence and the largest batch with which a method surely fits a card. */
export interface Room {
  /** Tokens, a multiple of 64, at the batch that was asked for; at most the model's context; absent where none fits. */
  readonly sequence?: number;
  /** Sequences, at the sequence that was asked for; absent where not even one fits. */
  readonly batch?: number;
}

const GRAIN = 64;

/** What else would fit the card, or undefined where not even one short sequence does. */
export function roomOn(
  model: Architecture,
  method: Method,
  settings: Settings,
  gpu: Gpu,
  rules: MemoryRules,
): Room | undefined {
  const fits = (sequence: number, batch: number): boolean =>
    fitOf(totalMemory(memoryOf(model, method, { ...settings, sequence, batch }, rules)), gpu, rules) === 'fits';
  const most = (limit: number, test: (value: number) => boolean): number => {
    let low = 0;
    let high = limit;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (test(middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const each = tokenBytes(model, settings, rules);
  const tokens = Math.ceil(gpuBytes(gpu) / (each.activations + each.logits));
  const context = model.context ?? tokens;
  const grains = most(Math.floor(Math.min(context, tokens) / GRAIN), (n) => fits(n * GRAIN, settings.batch));
  const batch = most(Math.ceil(tokens / settings.sequence), (n) => fits(settings.sequence, n));
  if (grains === 0 && batch === 0) return undefined;
  return { ...(grains > 0 && { sequence: grains * GRAIN }), ...(batch > 0 && { batch }) };
}
