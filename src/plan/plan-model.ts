import { moduleNames } from './adapters.ts';
import { activeParameters, type Architecture, parameters } from './architecture.ts';
import { bytesOn, type Cards, fitOf, type Gpu, masterBytes, rangeOf } from './fit.ts';
import { memoryOf, trainableParameters } from './memory.ts';
import { totalMemory, type MemoryRules } from './memory-types.ts';
import type { GpuFit, MethodPlan, ModelPlan } from './plan-report.ts';
import { METHOD_TITLES, METHODS, type Settings } from './plan-types.ts';
import type { Run } from './run.ts';

/** A model that was asked for. */
export interface Chosen {
  readonly id: string;
  readonly title: string;
  readonly asked?: string;
  readonly source: string;
  readonly architecture: Architecture;
}

/** Numbers of cards that fits are printed for, beside the one that is asked for. */
const GPU_COUNTS: readonly number[] = [1, 2, 4, 8];

/** One method on one model: trainable parameters, sizes on disk, memory, cards. */
function planMethod(run: Run, rules: MemoryRules, gpus: readonly Gpu[], { count, sharding }: Cards): MethodPlan {
  const { model, method, settings } = run;
  const trainable = trainableParameters(model, method, settings);
  const memory = memoryOf(model, method, settings, rules);
  const total = totalMemory(memory);
  const own = method === 'full' ? rules.frozenWeight : rules.adapterWeight[settings.precision];
  const master = masterBytes(run);
  const resultBytes = trainable * own.value;
  const numbers = [...new Set([...GPU_COUNTS, count])].sort((a, b) => a - b);
  const fits = gpus.map((gpu): GpuFit => {
    const counts = numbers.map((number) => {
      const bytes = bytesOn(run, rules, { count: number, sharding });
      return { gpus: number, bytes, fit: fitOf(bytes, gpu, rules) };
    });
    const { id, title, memory: its, bf16 } = gpu;
    return { gpu: { id, title, memory: its, ...(bf16 === false && { bf16 }) }, counts };
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
  cards: Cards,
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
    methods: METHODS.map((method) => planMethod({ model: architecture, method, settings }, rules, gpus, cards)),
  };
}
