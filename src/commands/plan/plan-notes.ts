import { costLine, guideNotes } from '../../plan/guide.ts';
import type { Chosen } from '../../plan/plan-model.ts';
import type { PlanReport } from '../../plan/plan-report.ts';
import { DEFAULTS } from '../../plan/plan-types.ts';
import type { RowsRead } from '../../plan/rows-read.ts';
import { clockOf, mistralSeconds } from '../../plan/throughput.ts';
import { findModel } from './find-model.ts';
import { learntNotes } from './learnt.ts';
import { lengthNotes } from './length-notes.ts';
import { peakOf } from './plan-times.ts';
import type { PlanData } from './read-data.ts';
import type { Training } from './read-training.ts';
import { timeNotes } from './time-notes.ts';
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
  /** The data set and its rows as the trainer reads them; absent without a file. */
  readonly read: { readonly training: Training; readonly rows: RowsRead } | undefined;
}

/** A 7B model is what the guide speaks of. */
const isSeven = (parameters: number): boolean => parameters > 6.5e9 && parameters < 7.7e9;

/** Sentences beside the numbers: what stands for what, where the guide differs, the guide's cost line, old prices. */
export async function planNotes(
  plan: Omit<PlanReport, 'notes'>,
  chosen: readonly Chosen[],
  data: PlanData,
  { today, price, assumedTarget, trainer, cwd, unread, read }: Circumstances,
): Promise<readonly string[]> {
  const { guide, memory } = data;
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
  if (read !== undefined)
    notes.push(...learntNotes(read.training, read.rows), ...lengthNotes(read.training, plan.settings, read.rows));
  if (plan.data !== undefined && read?.training.asked.target.id === 'mistral-finetune')
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
  notes.push(...timeNotes(plan, data, today, price));
  return notes;
}
