import { moduleNames } from './adapters.ts';
import { activeParameters, type Architecture, parameters } from './architecture.ts';
import { type Fit, fitOf, type Gpu, rangeOf, sharded, type Sharding } from './fit.ts';
import { memoryOf, trainableParameters } from './memory.ts';
import { totalMemory, type MemoryRules } from './memory-types.ts';
import type { GpuFit, MethodPlan, ModelPlan } from './plan-report.ts';
import { type Method, METHOD_TITLES, METHODS, type Settings } from './plan-types.ts';

/** A model that was asked for. */
export interface Chosen {
  readonly id: string;
  readonly title: string;
  readonly asked?: string;
  readonly source: string;
  readonly architecture: Architecture;
}

/** Numbers of cards that fits are printed for. */
export const GPU_COUNTS = [1, 2, 4, 8] as const;

/** Bytes of a number in fp32: what training goes on from is kept whole. */
const FP32_BYTES = 4;

/** Bytes on each of `count` cards, middle of the range. */
function bytesOn(
  model: Architecture,
  method: Method,
  settings: Settings,
  rules: MemoryRules,
  count: number,
  sharding: Sharding,
): number {
  const whole = method === 'full' && settings.precision === 'mixed';
  const master = whole ? trainableParameters(model, method, settings) * FP32_BYTES : 0;
  return totalMemory(sharded(memoryOf(model, method, settings, rules), count, sharding, master));
}

/** Whether a run fits `count` cards of a kind. */
export const fitOn = (
  model: Architecture,
  method: Method,
  settings: Settings,
  rules: MemoryRules,
  gpu: Gpu,
  count: number,
  sharding: Sharding,
): Fit => fitOf(bytesOn(model, method, settings, rules, count, sharding), gpu, rules);

/** One method on one model: trainable parameters, sizes on disk, memory, cards. */
export function planMethod(
  model: Architecture,
  method: Method,
  settings: Settings,
  rules: MemoryRules,
  gpus: readonly Gpu[],
  sharding: Sharding,
): MethodPlan {
  const trainable = trainableParameters(model, method, settings);
  const memory = memoryOf(model, method, settings, rules);
  const total = totalMemory(memory);
  const own = method === 'full' ? rules.frozenWeight : rules.adapterWeight[settings.precision];
  const master = method === 'full' && settings.precision === 'mixed' ? trainable * FP32_BYTES : 0;
  const resultBytes = trainable * own.value;
  const fits = gpus.map((gpu): GpuFit => {
    const counts = GPU_COUNTS.map((count) => {
      const bytes = bytesOn(model, method, settings, rules, count, sharding);
      return { gpus: count, bytes, fit: fitOf(bytes, gpu, rules) };
    });
    const { id, title, memory: own, bf16 } = gpu;
    return { gpu: { id, title, memory: own, ...(bf16 === false && { bf16 }) }, counts };
  });
  return {
    method,
    title: METHOD_TITLES[method],
    trainable,
    share: trainable / parameters(model),
    resultBytes,
    checkpointBytes: (master > 0 ? master : resultBytes) + memory.optimizer,
    memory: { ...memory, total },
    range: rangeOf(total, rules),
    fits,
  };
}

/** Everything about one model that needs no data set. */
export function planModel(
  { id, title, asked, source, architecture }: Chosen,
  settings: Settings,
  rules: MemoryRules,
  gpus: readonly Gpu[],
  sharding: Sharding,
): ModelPlan {
  const total = parameters(architecture);
  return {
    id,
    title,
    ...(asked === undefined ? {} : { asked }),
    parameters: total,
    activeParameters: activeParameters(architecture),
    bf16Bytes: total * 2,
    ...(architecture.context === undefined ? {} : { context: architecture.context }),
    modules: moduleNames(architecture),
    source,
    methods: METHODS.map((method) => planMethod(architecture, method, settings, rules, gpus, sharding)),
  };
}
