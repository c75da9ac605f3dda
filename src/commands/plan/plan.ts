import { planModel } from '../../plan/plan-model.ts';
import type { PlanReport } from '../../plan/plan-report.ts';
import { DEFAULTS, type Settings } from '../../plan/plan-types.ts';
import { recommend } from '../../plan/recommend.ts';
import { timesOn } from '../../plan/times.ts';
import { inert } from '../../reporters/visible.ts';
import { version } from '../../version.ts';
import type { Runner } from '../check.ts';
import { guardForeign, guardInputs, writeReport } from '../destinations.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';
import { type Asked, readAsked } from './asked/asked.ts';
import { valueOf } from './asked/flags.ts';
import { packingKeys } from './asked/place.ts';
import { planNotes } from './notes/notes.ts';
import { refuseEdited } from '../refuse-edited.ts';
import { type PlanData, planData } from './rule-data.ts';
import { dataPlan, hostedRows, plannedRows } from './rows/data-plan.ts';
import { learnsOf } from './rows/shape.ts';
import { withReader } from './rows/read-check.ts';
import { isHosted, readTraining, type Training } from './rows/training.ts';
import { PLAN_HEADING, planMarkdown } from './show/markdown.ts';
import { planText } from './show/text.ts';

const GRAIN = 64;
/** Trainers pad to multiples of it. */
const ROUND = 8;

/** What was read of the files that the command line names. */
interface Read {
  readonly training: Training;
  /** Tokens of the evaluation split; undefined where none is named. */
  readonly evaluated: number | undefined;
}

/** Reads and counts the rows; undefined where no file is given. */
async function readRows(
  { files, named, settings, sequence, longest, evaluation }: Asked,
  parsed: Parsed,
  io: Io,
  { trainers }: PlanData,
  runner: Runner | undefined,
): Promise<Read | undefined> {
  if (files.length === 0) return undefined;
  const planned = {
    sequence: sequence ? settings.sequence : undefined,
    longest,
    packing: settings.packing,
    packingKeys: packingKeys(trainers),
  };
  return withReader(named.length === 0, parsed, io, runner, async (reader) => {
    const training = await readTraining(files, named, reader, planned);
    if (evaluation === undefined) return { training, evaluated: undefined };
    return { training, evaluated: hostedRows(await readTraining(evaluation.files, named, reader, planned)).tokens };
  });
}

/** Tokens of a sequence where `--sequence` does not say: the place's; of a hosted place, which does not tell, what holds its rows. */
function sequenceOf({ settings, sequence, longest, place }: Asked, training: Training | undefined): number {
  if (sequence) return settings.sequence;
  if (training === undefined)
    return Math.min(
      longest,
      place === undefined || place.hosted ? DEFAULTS.sequence : (place.length ?? DEFAULTS.sequence),
    );
  const { limit, lengths } = training.counted;
  const whole = Math.max(DEFAULTS.sequence, Math.ceil(lengths.max / GRAIN) * GRAIN);
  const own = isHosted(training) ? Math.min(whole, limit ?? Infinity) : (limit ?? DEFAULTS.sequence);
  return Math.min(own, longest);
}

/** Tokens of the longest row, with the room that an estimate needs; nothing where rows are packed or cut in pieces. */
function longestOf(training: Training | undefined, { packing }: Settings): Pick<Settings, 'longest'> {
  if (training === undefined || packing || training.counted.policy === 'split') return {};
  const { counted, error } = training;
  return { longest: Math.ceil((counted.read.max * (1 + error)) / ROUND) * ROUND };
}

/** Computes the whole plan: what is asked, the rows, then memory, time, what fits, notes. Reads data only where files are given. */
export async function makePlan(
  parsed: Parsed,
  io: Io,
  data: PlanData,
  runner: Runner | undefined,
): Promise<PlanReport> {
  const { memory, throughput, billing, trainers } = data;
  const asked = await readAsked(parsed, io, data);
  const { chosen, gpus, cards, prices, place, choices } = asked;
  const read = await readRows(asked, parsed, io, data, runner);
  const training = read?.training;
  const target = training?.at?.target.id ?? place?.id;
  const pairs = training === undefined ? place?.pairs === true : learnsOf(training) === 'pairs';
  const settings: Settings = {
    ...asked.settings,
    sequence: sequenceOf(asked, training),
    sides: pairs ? 2 : 1,
    reference: pairs && target !== undefined && throughput.reference.targets.includes(target),
    ...longestOf(training, asked.settings),
  };
  const rows = training && plannedRows(training, settings, throughput);
  const of = rows && { data: rows.own, passes: rows.passes, error: rows.training.error };
  const basis = of && { ...of, settings, cards, memory, throughput };
  const wanted = { settings, cards, target, choices };
  const report: Omit<PlanReport, 'notes'> = {
    version,
    settings,
    gpus: cards.count,
    sharding: cards.sharding,
    models: chosen.map((one) => planModel(one, settings, memory, gpus, cards)),
    ...(rows && {
      data: dataPlan(
        rows,
        settings,
        {
          gpus: cards.count,
          tokenPrice: asked.tokenPrice,
          sequence: asked.sequence,
          word: asked.named[0],
          evaluation: asked.evaluation && { tokens: read!.evaluated!, times: asked.evaluation.times },
        },
        billing,
      ),
    }),
    times: basis ? chosen.flatMap((one) => asked.timed.flatMap((gpu) => timesOn(one, gpu, basis, prices.of(gpu)))) : [],
    recommendations: asked.gpusNamed
      ? chosen.flatMap((one) => gpus.map((gpu) => recommend(one, gpu, wanted, memory, trainers)))
      : [],
  };
  const notes = planNotes(report, chosen, data, {
    today: io.today(),
    prices,
    target: training?.assumed === true ? undefined : target,
    unread: place?.unread,
    rows,
    gpus: asked.gpusNamed ? gpus : [...new Set([...gpus, ...asked.timed])],
  });
  return { ...report, notes };
}

/** `ftlint plan`: what it takes to fine-tune a model; the exit code. */
export async function planCommand(parsed: Parsed, io: Io, runner?: Runner): Promise<number> {
  const out = valueOf(parsed, 'out');
  if (out !== undefined && out !== '-') {
    const given = [...parsed.positionals, ...parsed.literal, ...(parsed.values.get('eval') ?? [])];
    await guardInputs([{ reporter: 'plan', path: out }], given, io.cwd);
    await guardForeign(out, PLAN_HEADING, io.cwd);
    const what = 'a plan that ftlint did not write, or that was edited by hand';
    await refuseEdited(out, what, 'give another path, or remove it', io.cwd);
  }
  const data = await planData();
  const plan = await makePlan(parsed, io, data, runner);
  const { guide } = data;
  if (out === '-') await io.stdout.write(planMarkdown(plan, guide));
  else if (out !== undefined) await writeReport(out, io.cwd, [planMarkdown(plan, guide)]);
  if (parsed.switches.has('json')) await io.stdout.write(`${inert(JSON.stringify(plan, null, 2))}\n`);
  else if (out !== '-') await io.stdout.write(planText(plan, guide, io.stdout.columns ?? 80));
  return 0;
}
