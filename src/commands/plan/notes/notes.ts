import type { Gpu } from '../../../plan/fit.ts';
import { costLine, guideNotes } from '../../../plan/guide.ts';
import type { Chosen } from '../../../plan/plan-model.ts';
import type { PlanReport } from '../../../plan/plan-report.ts';
import { DEFAULTS } from '../../../plan/plan-types.ts';
import { clockOf, ownSeconds } from '../../../plan/throughput.ts';
import { peakOf } from '../../../plan/times.ts';
import { spellingOf } from '../../../plan/trainer-flags.ts';
import { shipped } from '../asked/find-model.ts';
import type { Prices } from '../asked/prices.ts';
import type { PlannedRows } from '../rows/data-plan.ts';
import type { PlanData } from '../rule-data.ts';
import { bandOf, gibibytes } from '../show/words.ts';
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
  readonly target: string | undefined;
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
function guideSaid(plan: Plan, { guide, gpus, models, throughput }: PlanData): readonly string[] {
  const seven = plan.models.find(({ parameters }) => isSeven(parameters));
  if (seven === undefined)
    // Its table is printed whatever the model, and its 28 GB mislead for any.
    return [`the guide's table is for 7B, ${guide.memory.full} for Full FT: ${guide.notes.fullMemory}`];
  const { cost } = guide;
  const card = gpus.find(({ id }) => id === cost.gpu);
  const model = models.find(({ id }) => id === cost.model);
  if (card === undefined || model === undefined) return guideNotes(seven, guide);
  const { hours, money } = costLine(shipped(model, model.id), DEFAULTS, peakOf(card), guide, throughput);
  const [low, high] = cost.hours;
  const [from, to] = cost.run;
  return [
    ...guideNotes(seven, guide),
    `cost in the guide, ${cost.title}: ${low}–${high} h, $${cost.price.join('–')} an hour, about $${from}–${to} a run; computed ${bandOf(hours, 1)} h and $${bandOf(money, 1)} for ${cost.assumed}`,
    cost.note,
    cost.measured.text,
  ];
}

/** What the trainer itself prints about its time. */
function trainerSaid(plan: Plan, rows: PlannedRows | undefined, { throughput }: PlanData): readonly string[] {
  const target = rows?.training.at?.target.id;
  if (target === undefined || !Object.hasOwn(throughput.forecasts, target)) return [];
  const own = throughput.forecasts[target];
  return plan.models.flatMap(({ id, title }) => {
    const seconds = ownSeconds(own, id, plan.data!.tokens * plan.settings.epochs);
    return seconds === undefined
      ? []
      : [`${target} itself expects ${clockOf(seconds)} on ${own.cards.value} × ${own.gpu} for ${title}`];
  });
}

/** Cards of which a program may use less than their name says. */
function usableNote(gpus: readonly Gpu[]): readonly string[] {
  const less = gpus.filter(({ memory: { usable } }) => usable !== undefined);
  if (less.length === 0) return [];
  const each = less.map(({ title, memory }) => `${title} ${gibibytes(memory)} of ${memory.value} GiB`).join(', ');
  return [`what a program may use, as nvidia-smi reports it, error correction on: ${each}`];
}

/** Sentences beside the numbers: what stands for what, where the guide differs, what the rows and the hours assume. */
export function planNotes(
  plan: Plan,
  chosen: readonly Chosen[],
  data: PlanData,
  { today, prices, target, unread, rows, gpus }: Circumstances,
): readonly string[] {
  const { memory, trainers } = data;
  // The table of usual cards says it by itself.
  const named = plan.recommendations.length > 0;
  const half = named ? gpus.filter(({ bf16 }) => bf16 === false).map(({ title }) => title) : [];
  const unspelt = target !== undefined && named && spellingOf(target, trainers) === undefined;
  return [
    ...chosen.flatMap(({ asked, title }) => (asked === undefined ? [] : [`${asked} is computed as ${title}`])),
    `memory is a forecast of ± ${memory.range.value * 100} %: "fits" by the upper end, "tight" by the middle`,
    ...(half.length === 0
      ? []
      : [`no bf16 on ${half.join(', ')}: train in fp16 there; memory is the same, hours are by the fp16 peak`]),
    ...usableNote(gpus),
    ...guideSaid(plan, data),
    ...(unread === undefined ? [] : [unread]),
    // Whether it still takes anybody, and what its rules leave out.
    ...(rows?.training.at?.target.notes ?? []).map((note) => `${target ?? 'the place'}: ${note}`),
    ...(rows === undefined || plan.data === undefined
      ? []
      : [
          ...rowNotes(rows, plan.data, plan),
          ...learntNotes(rows, data.throughput),
          ...lengthNotes(rows, plan.settings),
        ]),
    ...trainerSaid(plan, rows, data),
    ...(unspelt ? [`flags to paste are known for ${Object.keys(trainers.targets).join(', ')}, not for ${target}`] : []),
    ...timeNotes(plan, data, { today, prices, gpus, rows }),
  ];
}
