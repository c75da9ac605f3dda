import type { Gpu } from '../../plan/fit.ts';
import { type Chosen } from '../../plan/plan-model.ts';
import type { TimePlan } from '../../plan/plan-report.ts';
import type { Band, Method, Settings } from '../../plan/plan-types.ts';
import { METHODS } from '../../plan/plan-types.ts';
import { type DataFacts, hoursOf, moneyOf } from '../../plan/run-cost.ts';
import { runsFull, type ThroughputRules, tokensPerSecond } from '../../plan/throughput.ts';
import type { PriceList } from './read-data.ts';

const TERA = 1e12;

/** Operations a second of a card. */
export const peakOf = (gpu: Gpu): number => gpu.peak.value * TERA;

/** Hours and money of each method on a card; `error` widens the tokens where they are estimated. */
export function timesOn(
  { id, architecture }: Chosen,
  gpu: Gpu,
  gpus: number,
  settings: Settings,
  data: DataFacts,
  error: number,
  rules: ThroughputRules,
  price: Band | undefined,
): readonly TimePlan[] {
  const full = runsFull(settings, data.tokens / data.rows, rules);
  const tokens = data.tokens * settings.epochs;
  return METHODS.map((method: Method): TimePlan => {
    const speed = tokensPerSecond(architecture, method, settings, full, peakOf(gpu), rules);
    const { low } = hoursOf(tokens * (1 - error), speed, gpus);
    const { high } = hoursOf(tokens * (1 + error), speed, gpus);
    const hours = { low, high };
    return {
      model: id,
      method,
      gpu: gpu.id,
      gpus,
      tokensPerSecond: speed,
      hours,
      gpuHours: { low: low * gpus, high: high * gpus },
      ...(price === undefined ? {} : { money: moneyOf(hours, price, gpus) }),
    };
  });
}

/** The price of a card: the person's, or the dated list's. */
export function priceFor(gpu: Gpu, asked: Band | undefined, list: PriceList): Band | undefined {
  if (asked !== undefined) return asked;
  return Object.hasOwn(list.gpus, gpu.id) ? list.gpus[gpu.id] : undefined;
}
