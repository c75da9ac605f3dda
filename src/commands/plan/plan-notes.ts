import { costLine, guideNotes } from '../../plan/guide.ts';
import type { Chosen } from '../../plan/plan-model.ts';
import type { PlanReport } from '../../plan/plan-report.ts';
import { DEFAULTS } from '../../plan/plan-types.ts';
import { isStale } from '../../plan/run-cost.ts';
import { clockOf, mistralSeconds } from '../../plan/throughput.ts';
import { grouped } from '../../reporters/numbers.ts';
import { findModel } from './find-model.ts';
import { peakOf } from './plan-times.ts';
import type { PlanData } from './read-data.ts';
import { bandOf } from './words.ts';

/** What notes need to know beside the numbers. */
export interface Circumstances {
  /** YYYY-MM-DD. */
  readonly today: string;
  /** The person gave a price. */
  readonly price: boolean;
  readonly assumedTarget: boolean;
  /** Id of the place that `--for` names. */
  readonly trainer: string | undefined;
  readonly cwd: string;
  /** What `--for` sets and a plan does not take from it, a sentence. */
  readonly unread: string | undefined;
  /** Tokens at the planned length are read off percentiles. */
  readonly interpolated: boolean;
}

/** Tokens of a batch on a card below which reading the weights takes longer than computing with them. */
const FEW_TOKENS = 256;

/** A 7B model is what the guide speaks of. */
const isSeven = (parameters: number): boolean => parameters > 6.5e9 && parameters < 7.7e9;

/** Sentences beside the numbers: what stands for what, where the guide differs, the guide's cost line, old prices. */
export async function planNotes(
  plan: Omit<PlanReport, 'notes'>,
  chosen: readonly Chosen[],
  data: PlanData,
  { today, price, assumedTarget, trainer, cwd, unread, interpolated }: Circumstances,
): Promise<readonly string[]> {
  const { guide, prices, memory } = data;
  const notes = chosen.flatMap(({ asked, title }) => (asked === undefined ? [] : [`${asked} is computed as ${title}`]));
  notes.push(`memory is a forecast of ± ${memory.range.value * 100} %: "fits" by the upper end, "tight" by the middle`);
  const seven = plan.models.find(({ parameters }) => isSeven(parameters));
  if (seven !== undefined) {
    notes.push(...guideNotes(seven, guide));
    const card = data.gpus.find(({ id }) => id === guide.cost.gpu);
    if (card !== undefined) {
      const { hours, money } = costLine(
        await findModel(guide.cost.model, cwd),
        DEFAULTS,
        peakOf(card),
        guide,
        data.throughput,
      );
      const [low, high] = guide.cost.hours;
      const [from, to] = guide.cost.run;
      notes.push(
        `cost in the guide, 7B with LoRA on one A100: ${low}–${high} h, $${guide.cost.price.join('–')} an hour, about $${from}–${to} a run; computed ${bandOf(hours, 1)} h and $${bandOf(money, 1)} for ${guide.cost.assumed}`,
        guide.cost.note,
        guide.cost.measured,
      );
    }
  }
  if (plan.models.some((one) => one.activeParameters < one.parameters))
    notes.push(
      'LoRA on a mixture of experts is counted on the matrices of every expert; some libraries cannot reach them',
    );
  if (assumedTarget)
    notes.push(
      `the rows are read as ${plan.data!.target} reads them; --for <target> says where it is trained (ftlint targets)`,
    );
  if (unread !== undefined) notes.push(unread);
  if (interpolated)
    notes.push(
      `rows longer than ${grouped(plan.settings.sequence)} tokens are not read whole: tokens are interpolated from the percentiles of their lengths`,
    );
  if (plan.data?.target.startsWith('mistral-finetune') === true)
    for (const { id, title } of plan.models) {
      const words = data.throughput.mistralWords[id]?.value;
      if (words === undefined) continue;
      const seconds = mistralSeconds(plan.data.tokens * plan.settings.epochs, words);
      notes.push(`mistral-finetune itself expects ${clockOf(seconds)} on eight H100 for ${title}`);
    }
  if (trainer !== undefined && plan.recommendations.length > 0 && !Object.hasOwn(data.trainers.targets, trainer))
    notes.push(`flags to paste are known for ${Object.keys(data.trainers.targets).join(', ')}, not for ${trainer}`);
  if (plan.data !== undefined && plan.data.error > 0)
    notes.push(`tokens are estimated, ± ${Math.round(plan.data.error * 100)} %; --tokenizer counts them`);
  if (plan.times.length > 0) {
    const full = plan.settings.packing ? data.throughput.packed : data.throughput.unpacked;
    const fills =
      plan.settings.packing ||
      plan.data!.tokens / plan.data!.rows >= data.throughput.longRows.value * plan.settings.sequence;
    const band = fills ? data.throughput.packed : full;
    notes.push(
      `hours assume ${Math.round(band.low.value * 100)}–${Math.round(band.high.value * 100)} % of the card's bf16 peak (${band.low.evidence.source})`,
    );
    if (!fills) notes.push('rows are short and not packed: --packing shows what packing saves');
    const { batch, packing, sequence } = plan.settings;
    const inBatch = batch * (packing ? sequence : plan.data!.tokens / plan.data!.rows);
    if (inBatch < FEW_TOKENS) notes.push('short rows: each step reads all weights; forecast is a lower bound');
    if (!price && plan.times.some(({ money }) => money !== undefined))
      notes.push(
        `prices are of ${prices.date}${isStale(prices.date, today, prices.staleDays) ? `, more than ${prices.staleDays} days old: give --price` : '; --price gives your own'}`,
      );
  }
  return notes;
}
