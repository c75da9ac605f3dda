import { memoryOf, trainableParameters } from './memory.ts';
import { totalMemory, type Memory, type MemoryRules } from './memory-types.ts';
import type { Band, Evidence, SHARDINGS } from './plan-types.ts';
import type { Run } from './run.ts';

/** A graphics card by name. */
export interface Gpu {
  readonly id: string;
  readonly title: string;
  readonly names: readonly string[];
  readonly memory: {
    /** As the card is sold. */
    readonly value: number;
    readonly unit: 'GiB';
    /** What a program sees of it, where that is less: error correction takes a part. */
    readonly usable?: { readonly value: number; readonly unit: 'MiB'; readonly evidence: Evidence };
  };
  /** Operations a second in bf16 (in fp16 where `bf16` is false), dense, with fp32 accumulation. */
  readonly peak: { readonly value: number; readonly unit: 'TFLOP/s' };
  /** False: the card has no bf16. */
  readonly bf16?: false;
  /** Bytes that memory and processors exchange, in 10⁹ a second. */
  readonly bandwidth: { readonly value: number; readonly unit: 'GB/s' };
}

export type Sharding = (typeof SHARDINGS)[number];

/** Cards of a run, and how they share the work. */
export interface Cards {
  readonly count: number;
  readonly sharding: Sharding;
}

/** Whether a run fits a card: by the upper end of the range, by its middle, or not. */
export type Fit = 'fits' | 'tight' | 'does not fit';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** Memory of a card that a program may use, in bytes. */
export const gpuBytes = ({ memory: { value, usable } }: Pick<Gpu, 'memory'>): number =>
  usable === undefined ? value * GIB : usable.value * MIB;

/** The range around a middle value. */
export const rangeOf = (bytes: number, rules: MemoryRules): Band => ({
  low: bytes * (1 - rules.range.value),
  high: bytes * (1 + rules.range.value),
});

/** Memory on each of `count` cards: ZeRO-2 divides gradients and optimizer state, ZeRO-3 and FSDP the weights too. `masters`: bytes among the weights that are fp32 copies, which belong to the optimizer. */
export function sharded(memory: Memory, { count, sharding }: Cards, masters = 0): Memory {
  const whole = sharding === 'zero-2' ? memory.weights - masters : 0;
  const weights = whole + (memory.weights - whole) / count;
  return { ...memory, weights, gradients: memory.gradients / count, optimizer: memory.optimizer / count };
}

/** Bytes of a number in fp32: what training goes on from is kept whole. */
const FP32_BYTES = 4;

/** Bytes of the fp32 copies that full fine-tuning in mixed precision goes on from; 0 where there are none. */
export const masterBytes = ({ model, method, settings }: Run): number =>
  method === 'full' && settings.precision === 'mixed' ? trainableParameters(model, method, settings) * FP32_BYTES : 0;

/** Bytes on each of the cards, middle of the range. */
export const bytesOn = (run: Run, rules: MemoryRules, cards: Cards): number =>
  totalMemory(sharded(memoryOf(run.model, run.method, run.settings, rules), cards, masterBytes(run)));

/** Whether so many bytes fit a card. */
export function fitOf(bytes: number, gpu: Gpu, rules: MemoryRules): Fit {
  if (rangeOf(bytes, rules).high <= gpuBytes(gpu)) return 'fits';
  return bytes <= gpuBytes(gpu) ? 'tight' : 'does not fit';
}
