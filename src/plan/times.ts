import { bytesOn, type Cards, fitOf, type Gpu } from './fit.ts';
import type { MemoryRules } from './memory-types.ts';
import type { Passes } from './passes.ts';
import type { Chosen } from './plan-model.ts';
import type { Price, TimePlan } from './plan-report.ts';
import { type Band, METHODS, type Settings } from './plan-types.ts';
import type { Run } from './run.ts';
import { type DataFacts, hoursOf, microBatchesOf, moneyOf } from './run-cost.ts';
import { microBatchSeconds } from './step-floor.ts';
import { runsFull, type ThroughputRules, tokensPerSecond } from './throughput.ts';

const TERA = 1e12;
const GIGA = 1e9;

/** Operations a second of a card. */
export const peakOf = (gpu: Gpu): number => gpu.peak.value * TERA;

/** Bytes a second of a card's memory. */
const bandwidthOf = (gpu: Gpu): number => gpu.bandwidth.value * GIGA;

/** What the hours of a run are computed with. */
export interface TimeBasis {
  readonly settings: Settings;
  readonly cards: Cards;
  readonly data: DataFacts;
  /** How often each token is passed through the model; undefined: once. */
  readonly passes: Passes | undefined;
  /** Half width of the tokens' estimate, as a share. */
  readonly error: number;
  readonly throughput: ThroughputRules;
  readonly memory: MemoryRules;
}

/** Tokens that one micro-batch computes, padding and both sides of pairs included. */
export const microBatchTokens = (
  { tokens, rows, batchPadding }: DataFacts,
  { batch }: Settings,
  passes: Passes | undefined,
): number =>
  (tokens / Math.max(1, rows) / (1 - batchPadding)) * Math.min(batch, Math.max(1, rows)) * (passes?.sides ?? 1);

/** Hours by the tokens, padding included, and by the micro-batches where these take longer. */
function timeOf(
  run: Run,
  gpu: Gpu,
  { settings, cards, data, passes, error, throughput, memory }: TimeBasis,
): Pick<TimePlan, 'tokensPerSecond' | 'microBatches'> & { readonly hours: Band } {
  const gpus = cards.count;
  const full = runsFull(settings, microBatchTokens(data, settings, passes), throughput);
  const tokens = data.tokens * settings.epochs;
  const padded = tokens / (1 - data.batchPadding);
  const speed = tokensPerSecond(run, { full, peak: peakOf(gpu) }, throughput, passes);
  const count = microBatchesOf(data, settings, gpus);
  const machine = { gpus, bandwidth: bandwidthOf(gpu) };
  const seconds = microBatchSeconds(run, machine, memory, throughput, passes?.reference);
  const fastest = hoursOf(padded * (1 - error), speed, gpus).low;
  const slowest = hoursOf(padded * (1 + error), speed, gpus).high;
  const least = { low: (count * seconds.low) / 3600, high: (count * seconds.high) / 3600 };
  const each = tokens / (count * gpus);
  const reached = 1 - data.batchPadding;
  return {
    tokensPerSecond: {
      low: Math.min(speed.low * reached, each / seconds.high),
      high: Math.min(speed.high * reached, each / seconds.low),
    },
    hours: { low: Math.max(fastest, least.low), high: Math.max(slowest, least.high) },
    microBatches: { count, seconds, hold: least.low > fastest || least.high > slowest },
  };
}

/** Hours and money of each method on these cards; null where it does not fit them. */
export function timesOn(chosen: Chosen, gpu: Gpu, basis: TimeBasis, price: Price | undefined): readonly TimePlan[] {
  const { settings, memory, cards } = basis;
  const gpus = cards.count;
  return METHODS.map((method): TimePlan => {
    const run = { model: chosen.architecture, method, settings };
    const { hours, ...rest } = timeOf(run, gpu, basis);
    const fit = fitOf(bytesOn(run, memory, cards), gpu, memory);
    const runs = fit !== 'does not fit';
    return {
      model: chosen.id,
      method,
      gpu: gpu.id,
      gpus,
      fit,
      ...rest,
      hours: runs ? hours : null,
      gpuHours: runs ? { low: hours.low * gpus, high: hours.high * gpus } : null,
      ...(price !== undefined && { price, money: runs ? moneyOf(hours, price, gpus) : null }),
    };
  });
}
