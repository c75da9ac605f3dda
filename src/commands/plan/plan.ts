import { planModel } from '../../plan/plan-model.ts';
import type { PlanReport } from '../../plan/plan-report.ts';
import { DEFAULTS, type Settings } from '../../plan/plan-types.ts';
import { recommend } from '../../plan/recommend.ts';
import { version } from '../../version.ts';
import type { Runner } from '../check.ts';
import { guardForeign, guardInputs, writeReport } from '../destinations.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';
import { type Asked, readAsked } from './asked/asked.ts';
import { valueOf } from './asked/flags.ts';
import { planNotes } from './notes/notes.ts';
import { planData } from './rule-data.ts';
import { dataPlan, plannedRows } from './rows/data-plan.ts';
import { passesOf } from './rows/passes.ts';
import { withReader } from './rows/read-check.ts';
import { isHosted, readTraining, type Training } from './rows/training.ts';
import { PLAN_HEADING, planMarkdown } from './show/markdown.ts';
import { planText } from './show/text.ts';
import { timesOn } from './times.ts';

const GRAIN = 64;

/** Reads and counts the rows; undefined where no file is given. */
async function trainingOf(
  { files, named, settings, sequence, longest }: Asked,
  parsed: Parsed,
  io: Io,
  runner: Runner | undefined,
): Promise<Training | undefined> {
  if (files.length === 0) return undefined;
  const planned = { sequence: sequence ? settings.sequence : undefined, longest, packing: settings.packing };
  return withReader(files, named.length === 0, parsed, io, runner, (reader) =>
    readTraining(files, named, reader, planned),
  );
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

/** Computes the whole plan: what is asked, the rows, then memory, time, what fits, notes. Reads data only where files are given. */
export async function makePlan(parsed: Parsed, io: Io, runner: Runner | undefined): Promise<PlanReport> {
  const data = await planData();
  const asked = await readAsked(parsed, io, data);
  const { chosen, gpus, gpuCount, prices, place, sharding } = asked;
  const training = await trainingOf(asked, parsed, io, runner);
  const settings: Settings = { ...asked.settings, sequence: sequenceOf(asked, training) };
  const rows = training === undefined ? undefined : plannedRows(training, settings);
  const passes = training === undefined ? undefined : passesOf(training, data.throughput);
  const times =
    rows === undefined
      ? []
      : chosen.flatMap((one) =>
          asked.timed.flatMap((gpu) => {
            const { error } = rows.training;
            const basis = { ...data, settings, sharding, data: rows.own, error, ...(passes && { passes }) };
            return timesOn(one, gpu, gpuCount, basis, prices.of(gpu));
          }),
        );
  const trainer = training?.at?.target.id ?? place?.id;
  const report: Omit<PlanReport, 'notes'> = {
    version,
    settings,
    sharding,
    models: chosen.map((one) => planModel(one, settings, data.memory, gpus, sharding)),
    ...(rows === undefined
      ? {}
      : {
          data: dataPlan(rows, settings, {
            gpus: gpuCount,
            tokenPrice: asked.tokenPrice,
            sequence: asked.sequence,
            word: asked.named[0],
          }),
        }),
    times,
    recommendations: asked.gpusNamed
      ? chosen.flatMap((one) =>
          gpus.map((gpu) => recommend(one, gpu, settings, data.memory, trainer, data.trainers, asked.choices)),
        )
      : [],
  };
  const notes = await planNotes(report, chosen, data, {
    today: io.today(),
    prices,
    trainer: training?.assumed === true ? undefined : trainer,
    cwd: io.cwd,
    unread: place?.unread,
    rows,
    gpus: asked.gpusNamed ? gpus : [...new Set([...gpus, ...asked.timed])],
  });
  return { ...report, notes };
}

/** `ftlint plan`: what it takes to fine-tune a model; the exit code. */
export async function planCommand(parsed: Parsed, io: Io, runner?: Runner): Promise<number> {
  const out = valueOf(parsed, 'out');
  const given = [...parsed.positionals, ...parsed.literal];
  if (out !== undefined && out !== '-') {
    await guardInputs([{ reporter: 'plan', path: out }], given, io.cwd);
    await guardForeign(out, PLAN_HEADING, io.cwd);
  }
  const plan = await makePlan(parsed, io, runner);
  const { guide } = await planData();
  if (out === '-') await io.stdout.write(planMarkdown(plan, guide));
  else if (out !== undefined) await writeReport(out, io.cwd, [planMarkdown(plan, guide)]);
  if (parsed.switches.has('json')) await io.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
  else if (out !== '-') await io.stdout.write(planText(plan, guide, io.stdout.columns ?? 80));
  return 0;
}
