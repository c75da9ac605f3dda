import type { Gpu } from '../../../plan/fit.ts';
import { costLine, guideNotes } from '../../../plan/guide.ts';
import type { Chosen } from '../../../plan/plan-model.ts';
import type { PlanReport } from '../../../plan/plan-report.ts';
import { DEFAULTS } from '../../../plan/plan-types.ts';
import { clockOf, mistralSeconds } from '../../../plan/throughput.ts';
import { findModel } from '../asked/find-model.ts';
import type { Prices } from '../asked/prices.ts';
import type { PlannedRows } from '../rows/data-plan.ts';
import { peakOf } from '../times.ts';
import type { PlanData } from '../rule-data.ts';
import { bandOf } from '../show/words.ts';
import { lengthNotes } from './length-notes.ts';
import { learntNotes } from './learnt-notes.ts';
import { rowNotes } from './row-notes.ts';
import { timeNotes } from './time-notes.ts';

/** What notes need to know beside the numbers. */
export interface Circumstances {
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly prices: Prices;
  /** Id of the place that `--for` names. */
  readonly trainer: string | undefined;
  readonly cwd: string;
  /** What `--for` sets and a plan does not take from it, a sentence. */
  readonly unread: string | undefined;
  /** The rows; absent without a file. */
  readonly rows: PlannedRows | undefined;
  /** Cards that the plan speaks of. */
  readonly gpus: readonly Gpu[];
}

type Plan = Omit<PlanReport, 'notes'>;

/** A 7B model is what the guide speaks of. */
const isSeven = (parameters: number): boolean => parameters > 6.5e9 && parameters < 7.7e9;

/** The guide beside the computed values, and its cost line. */
async function guideSaid(plan: Plan, { guide, gpus, throughput }: PlanData, cwd: string): Promise<readonly string[]> {
  const seven = plan.models.find(({ parameters }) => isSeven(parameters));
  if (seven === undefined)
    // Its table is printed whatever the model, and its 28 GB mislead for any.
    return [`the guide's table is for 7B, ${guide.memory.full} for Full FT: ${guide.notes.fullMemory}`];
  const card = gpus.find(({ id }) => id === guide.cost.gpu);
  if (card === undefined) return guideNotes(seven, guide);
  const seventh = await findModel(guide.cost.model, cwd);
  const { hours, money } = costLine(seventh, DEFAULTS, peakOf(card), guide, throughput);
  const [low, high] = guide.cost.hours;
  const [from, to] = guide.cost.run;
  return [
    ...guideNotes(seven, guide),
    `cost in the guide, 7B with LoRA on one A100: ${low}–${high} h, $${guide.cost.price.join('–')} an hour, about $${from}–${to} a run; computed ${bandOf(hours, 1)} h and $${bandOf(money, 1)} for ${guide.cost.assumed}`,
    guide.cost.note,
    guide.cost.measured,
  ];
}

/** What mistral-finetune prints about its own time. */
function mistralSaid(plan: Plan, rows: PlannedRows | undefined, { throughput }: PlanData): readonly string[] {
  if (rows?.training.at?.asked.target.id !== 'mistral-finetune') return [];
  return plan.models.flatMap(({ id, title }) => {
    const words = throughput.mistralWords[id]?.value;
    if (words === undefined) return [];
    const seconds = mistralSeconds(plan.data!.tokens * plan.settings.epochs, words);
    return [`mistral-finetune itself expects ${clockOf(seconds)} on eight H100 for ${title}`];
  });
}

/** Sentences beside the numbers: what stands for what, where the guide differs, what the rows and the hours assume. */
export async function planNotes(
  plan: Plan,
  chosen: readonly Chosen[],
  data: PlanData,
  { today, prices, trainer, cwd, unread, rows, gpus }: Circumstances,
): Promise<readonly string[]> {
  const { memory, trainers } = data;
  // The table of usual cards says it by itself.
  const named = plan.recommendations.length > 0;
  const half = named ? gpus.filter(({ bf16 }) => bf16 === false).map(({ title }) => title) : [];
  const unspelt = trainer !== undefined && named && !Object.hasOwn(trainers.targets, trainer);
  return [
    ...chosen.flatMap(({ asked, title }) => (asked === undefined ? [] : [`${asked} is computed as ${title}`])),
    `memory is a forecast of ± ${memory.range.value * 100} %: "fits" by the upper end, "tight" by the middle`,
    ...(half.length === 0
      ? []
      : [`no bf16 on ${half.join(', ')}: train in fp16 there; memory is the same, hours are by the fp16 peak`]),
    ...(await guideSaid(plan, data, cwd)),
    ...(unread === undefined ? [] : [unread]),
    ...(rows === undefined ? [] : rowNotes(rows, plan)),
    ...(rows === undefined ? [] : learntNotes(rows, data.throughput)),
    ...(rows === undefined ? [] : lengthNotes(rows, plan.settings)),
    ...mistralSaid(plan, rows, data),
    ...(unspelt
      ? [`flags to paste are known for ${Object.keys(trainers.targets).join(', ')}, not for ${trainer}`]
      : []),
    ...timeNotes(plan, data, { today, prices, gpus, rows }),
  ];
}
