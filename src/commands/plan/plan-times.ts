import type { Gpu } from '../../plan/fit.ts';
import type { MemoryRules } from '../../plan/memory-types.ts';
import { type Chosen } from '../../plan/plan-model.ts';
import type { TimePlan } from '../../plan/plan-report.ts';
import type { Band, Method, Settings } from '../../plan/plan-types.ts';
import { METHODS } from '../../plan/plan-types.ts';
import { type DataFacts, hoursOf, microBatchesOf, moneyOf } from '../../plan/run-cost.ts';
import { microBatchSeconds } from '../../plan/step-floor.ts';
import { runsFull, type ThroughputRules, tokensPerSecond } from '../../plan/throughput.ts';
import type { PriceList } from './read-data.ts';

const TERA = 1e12;
const GIGA = 1e9;

/** Operations a second of a card. */
export const peakOf = (gpu: Gpu): number => gpu.peak.value * TERA;

/** Bytes a second of a card's memory. */
const bandwidthOf = (gpu: Gpu): number => gpu.bandwidth.value * GIGA;

/** What the hours of a run are computed with. */
export interface TimeBasis {
  readonly settings: Settings;
  readonly data: DataFacts;
  /** Half width of the tokens' estimate, as a share. */
  readonly error: number;
  readonly throughput: ThroughputRules;
  readonly memory: MemoryRules;
}

/** Hours by the tokens, and by the micro-batches where these take longer. */
function timeOf(
  { architecture }: Chosen,
  method: Method,
  gpu: Gpu,
  gpus: number,
  { settings, data, error, throughput, memory }: TimeBasis,
): Pick<TimePlan, 'tokensPerSecond' | 'hours' | 'microBatches'> {
  const full = runsFull(settings, data.tokens / data.rows, throughput);
  const tokens = data.tokens * settings.epochs;
  const speed = tokensPerSecond(architecture, method, settings, full, peakOf(gpu), throughput);
  const count = microBatchesOf(data, settings, gpus);
  const seconds = microBatchSeconds(architecture, method, settings, gpus, bandwidthOf(gpu), memory, throughput);
  const fastest = hoursOf(tokens * (1 - error), speed, gpus).low;
  const slowest = hoursOf(tokens * (1 + error), speed, gpus).high;
  const least = { low: (count * seconds.low) / 3600, high: (count * seconds.high) / 3600 };
  const each = tokens / (count * gpus);
  return {
    tokensPerSecond: {
      low: Math.min(speed.low, each / seconds.high),
      high: Math.min(speed.high, each / seconds.low),
    },
    hours: { low: Math.max(fastest, least.low), high: Math.max(slowest, least.high) },
    microBatches: { count, seconds, hold: least.low > fastest || least.high > slowest },
  };
}

/** Hours and money of each method on `gpus` cards. */
export function timesOn(
  chosen: Chosen,
  gpu: Gpu,
  gpus: number,
  basis: TimeBasis,
  price: Band | undefined,
): readonly TimePlan[] {
  return METHODS.map((method: Method): TimePlan => {
    const time = timeOf(chosen, method, gpu, gpus, basis);
    const { low, high } = time.hours;
    return {
      model: chosen.id,
      method,
      gpu: gpu.id,
      gpus,
      ...time,
      gpuHours: { low: low * gpus, high: high * gpus },
      ...(price === undefined ? {} : { money: moneyOf(time.hours, price, gpus) }),
    };
  });
}

/** The price of a card: the person's, or the dated list's. */
export function priceFor(gpu: Gpu, asked: Band | undefined, list: PriceList): Band | undefined {
  if (asked !== undefined) return asked;
  return Object.hasOwn(list.gpus, gpu.id) ? list.gpus[gpu.id] : undefined;
}
