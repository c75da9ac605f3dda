import type { Gpu } from '../../../plan/fit.ts';
import type { PlanReport } from '../../../plan/plan-report.ts';
import { METHOD_TITLES } from '../../../plan/plan-types.ts';
import { type DataFacts, isStale } from '../../../plan/run-cost.ts';
import { runsFull } from '../../../plan/throughput.ts';
import { microBatchTokens } from '../../../plan/times.ts';
import { grouped } from '../../../reporters/numbers.ts';
import type { Prices } from '../asked/prices.ts';
import type { PlanData } from '../rule-data.ts';
import type { Circumstances } from './notes.ts';
import { bandOf, pageOf, percentOf } from '../show/words.ts';

type Plan = Omit<PlanReport, 'notes'>;

/** What each price is, where it was read, and how old it is. */
function priceNotes({ times }: Plan, { list, own }: Prices, today: string, gpus: readonly Gpu[]): readonly string[] {
  if (own) return [];
  const priced = new Map(times.flatMap(({ gpu, price }) => (price === undefined ? [] : [[gpu, price] as const])));
  if (priced.size === 0) return [];
  const { date, staleDays, from } = list;
  const old = isStale(date, today, staleDays);
  const where = from === undefined ? '' : `, from ${from}`;
  const then = from === undefined ? '; --price gives your own' : '';
  return [
    `prices are of ${date}${where}${old ? `, more than ${staleDays} days old: give --price` : then}`,
    // A file of one's own is its own source.
    ...(from !== undefined
      ? []
      : [...priced].map(([gpu, price]) => {
          const title = gpus.find(({ id }) => id === gpu)?.title ?? gpu;
          return `${title} at $${bandOf(price, 2)} an hour: ${price.source}`;
        })),
  ];
}

/** That micro-batches, and not tokens, make the hours. */
function heldNote({ times, settings }: Plan, { tokens }: DataFacts, { throughput }: PlanData): readonly string[] {
  const held = times.filter(({ microBatches }) => microBatches.hold);
  if (held.length === 0) return [];
  const [{ microBatches, gpus }] = held;
  const each = Math.round((tokens * settings.epochs) / (microBatches.count * gpus));
  const methods = [...new Set(held.map(({ method }) => METHOD_TITLES[method]))].join(', ');
  const { low, high } = throughput.launch;
  const { count } = microBatches;
  return [
    `${methods}: ${grouped(count)} micro-${count === 1 ? 'batch' : 'batches'} of ${grouped(each)} tokens take longer than their tokens say: each reads the weights and starts the kernels of every layer, ${low.value} to ${high.value} ms a layer (${pageOf(low)}); a larger --batch takes fewer`,
  ];
}

/** What the hours assume, a sentence each: the share of the peak, what micro-batches take, padding, the prices. */
export function timeNotes(
  plan: Plan,
  data: PlanData,
  { today, prices, gpus, rows }: Pick<Circumstances, 'today' | 'prices' | 'gpus' | 'rows'>,
): readonly string[] {
  const { times, settings } = plan;
  if (rows === undefined || times.length === 0) return [];
  const { own, passes } = rows;
  const { throughput } = data;
  const full = runsFull(settings, microBatchTokens(own, settings, passes), throughput);
  const { low, high } = full ? throughput.packed : throughput.unpacked;
  const kinds = gpus.filter(({ id }) => times.some(({ gpu }) => gpu === id));
  const peak = kinds.every(({ bf16 }) => bf16 === false) ? 'fp16' : 'bf16';
  const batch = grouped(Math.min(settings.batch, Math.max(1, own.rows)));
  const more = (1 / (1 - own.batchPadding)).toFixed(2);
  return [
    `hours assume ${percentOf(low.value).replace(' %', '')}–${percentOf(high.value)} of the card's ${peak} peak (${low.evidence.source})`,
    ...(own.batchPadding > 0
      ? [
          `a batch of ${batch} rows, drawn at random, is padded to its longest: hours are for tokens × mean of the longest of ${batch} / mean length, ${more} times the tokens (from the lengths' percentiles); tokens/s do not count padding`,
        ]
      : []),
    ...heldNote(plan, own, data),
    `the guide calls Prompt Tuning ${data.guide.speed.prompt}: it trains and keeps few parameters, but every token passes the whole model forward and backward as with LoRA, so tokens/s are the same`,
    ...(full ? [] : ['rows are short and not packed: --packing shows what packing saves']),
    ...priceNotes(plan, prices, today, gpus),
  ];
}
