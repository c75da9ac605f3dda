import { FtlintError } from '../../core/error.ts';
import { planModel } from '../../plan/plan-model.ts';
import type { PlanReport } from '../../plan/plan-report.ts';
import { recommend } from '../../plan/recommend.ts';
import { version } from '../../version.ts';
import type { Runner } from '../check.ts';
import { writeReport } from '../destinations.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';
import { dataPlan } from './data-plan.ts';
import { findGpus } from './find-gpus.ts';
import { findModel } from './find-model.ts';
import { askTrainer } from './ask-trainer.ts';
import { readRows } from './count-rows.ts';
import { planMarkdown } from './markdown.ts';
import { planNotes } from './plan-notes.ts';
import { isPriceFile, readPriceFile } from './price-file.ts';
import { priceFor, timesOn } from './plan-times.ts';
import { modelData, planData } from './read-data.ts';
import { listOf, numberOf, priceOf, readSettings, readSharding, refuseAbsurd, valueOf } from './read-flags.ts';
import { readTraining } from './read-training.ts';
import { planText } from './text.ts';

async function missingModel(): Promise<FtlintError> {
  const ids = (await modelData()).map(({ id }) => id).join(', ');
  return new FtlintError(
    'usage',
    'ftlint plan needs --model',
    `ftlint plan --model 7B,13B,70B; known: ${ids}; or a config.json`,
  );
}

/** Card that time is told for where none is named. */
const USUAL_GPU = 'a100-80gb';

/** Computes the whole plan; reads data only where files are given. */
export async function makePlan(parsed: Parsed, io: Io, runner: Runner | undefined): Promise<PlanReport> {
  const names = listOf(parsed, 'model');
  if (names.length === 0) throw await missingModel();
  const shipped = await planData();
  const file = valueOf(parsed, 'price');
  const prices = isPriceFile(file)
    ? await readPriceFile(file, io.cwd, shipped.gpus, shipped.prices.staleDays)
    : shipped.prices;
  const data = { ...shipped, prices };
  const chosen = await Promise.all(names.map((name) => findModel(name, io.cwd)));
  const place = await askTrainer(parsed, io);
  const flags = readSettings(parsed);
  const asked = place?.packing === true ? { ...flags, packing: true } : flags;
  const sharding = readSharding(parsed);
  const gpuCount = numberOf(parsed, 'gpus', 1, 1e5);
  const price = isPriceFile(file) ? undefined : priceOf(parsed);
  const tokenPrice =
    valueOf(parsed, 'token-price') === undefined ? undefined : numberOf(parsed, 'token-price', 0, 1e6, false);
  const namedGpus = listOf(parsed, 'gpu');
  const gpus = findGpus(namedGpus, data.gpus);
  for (const one of chosen) refuseAbsurd(one, asked);

  const files = [...parsed.positionals, ...parsed.literal];
  if (files.length === 0 && (file !== undefined || tokenPrice !== undefined))
    throw new FtlintError('usage', 'a price needs a data file', 'ftlint plan train.jsonl --model 7B --price 2');
  const longest = Math.min(...chosen.map(({ architecture }) => architecture.context ?? Infinity));
  const sequence = parsed.values.has('sequence') ? asked.sequence : undefined;
  const planned = { sequence, longest, packing: asked.packing };
  const training = files.length === 0 ? undefined : await readTraining(files, parsed, io, runner, planned);
  const own = sequence !== undefined ? undefined : training === undefined ? place?.length : training.length;
  const settings = own === undefined ? asked : { ...asked, sequence: Math.min(own, longest) };
  const facts = training === undefined ? undefined : readRows(training, settings.sequence);
  const timed = namedGpus.length > 0 ? gpus : gpus.filter(({ id }) => id === USUAL_GPU);
  const error = training?.target.tokens?.error ?? 0;
  const times =
    facts === undefined
      ? []
      : chosen.flatMap((one) =>
          timed.flatMap((gpu) =>
            timesOn(one, gpu, gpuCount, { ...data, settings, data: facts, error }, priceFor(gpu, price, data.prices)),
          ),
        );
  const trainer = training?.target.id ?? place?.id;
  const models = chosen.map((one) => planModel(one, settings, data.memory, gpus, sharding));
  const report: Omit<PlanReport, 'notes'> = {
    version,
    settings,
    sharding,
    models,
    ...(training === undefined || facts === undefined
      ? {}
      : { data: dataPlan(training, facts, settings, gpuCount, tokenPrice) }),
    times,
    recommendations:
      namedGpus.length === 0
        ? []
        : chosen.flatMap((one) =>
            gpus.map((gpu) => recommend(one, gpu, settings, data.memory, trainer, data.trainers)),
          ),
  };
  const notes = await planNotes(report, chosen, data, {
    today: io.today(),
    price: price !== undefined,
    trainer: training?.assumed === true ? undefined : trainer,
    assumedTarget: training?.assumed === true,
    cwd: io.cwd,
    unread: place?.unread,
    read: training === undefined || facts === undefined ? undefined : { training, rows: facts },
  });
  return { ...report, notes };
}

/** `ftlint plan`: what it takes to fine-tune a model; the exit code. */
export async function planCommand(parsed: Parsed, io: Io, runner?: Runner): Promise<number> {
  const plan = await makePlan(parsed, io, runner);
  const { guide } = await planData();
  const out = valueOf(parsed, 'out');
  if (out === '-') await io.stdout.write(planMarkdown(plan, guide));
  else if (out !== undefined) {
    const given = [...parsed.positionals, ...parsed.literal];
    if (given.includes(out))
      throw new FtlintError('overwrite', `the plan would overwrite ${out}`, 'give it another path');
    await writeReport(out, io.cwd, [planMarkdown(plan, guide)]);
  }
  if (parsed.switches.has('json')) await io.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
  else if (out !== '-') await io.stdout.write(planText(plan, guide, io.stdout.columns ?? 80));
  return 0;
}
