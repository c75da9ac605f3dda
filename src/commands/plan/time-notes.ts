import { METHOD_TITLES } from '../../plan/plan-types.ts';
import type { PlanReport } from '../../plan/plan-report.ts';
import { isStale } from '../../plan/run-cost.ts';
import { runsFull } from '../../plan/throughput.ts';
import { grouped } from '../../reporters/numbers.ts';
import type { PlanData } from './read-data.ts';
import { percentOf } from './words.ts';

/** What the hours assume, a sentence each: the share of the peak, what micro-batches take, the day of the prices. */
export function timeNotes(
  { times, settings, data }: Omit<PlanReport, 'notes'>,
  { throughput, prices }: PlanData,
  today: string,
  ownPrice: boolean,
): readonly string[] {
  if (data === undefined || times.length === 0) return [];
  const full = runsFull(settings, data.tokens / data.rows, throughput);
  const { low, high } = full ? throughput.packed : throughput.unpacked;
  const notes = [
    `hours assume ${percentOf(low.value).replace(' %', '')}–${percentOf(high.value)} of the card's bf16 peak (${low.evidence.source})`,
  ];
  const held = times.filter(({ microBatches }) => microBatches.hold);
  if (held.length > 0) {
    const [{ microBatches, gpus }] = held;
    const each = Math.round((data.tokens * settings.epochs) / (microBatches.count * gpus));
    const methods = [...new Set(held.map(({ method }) => METHOD_TITLES[method]))].join(', ');
    const { low: least, high: most } = throughput.launch;
    notes.push(
      `${methods}: ${grouped(microBatches.count)} micro-batches of ${grouped(each)} tokens take longer than their tokens say: each reads the weights and starts the kernels of every layer, ${least.value} to ${most.value} ms a layer (LitGPT's table); a larger --batch takes fewer`,
    );
  }
  if (!full) notes.push('rows are short and not packed: --packing shows what packing saves');
  if (!ownPrice && times.some(({ money }) => money !== undefined)) {
    const { date, staleDays, from } = prices;
    const old = isStale(date, today, staleDays);
    const where = from === undefined ? '' : `, from ${from}`;
    const then = from === undefined ? '; --price gives your own' : '';
    notes.push(`prices are of ${date}${where}${old ? `, more than ${staleDays} days old: give --price` : then}`);
  }
  return notes;
}
