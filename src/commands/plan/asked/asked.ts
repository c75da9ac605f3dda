import { FtlintError } from '../../../core/error.ts';
import { billingOf } from '../../../plan/billing.ts';
import type { Cards, Gpu } from '../../../plan/fit.ts';
import type { Chosen } from '../../../plan/plan-model.ts';
import type { Settings } from '../../../plan/plan-types.ts';
import type { Choice } from '../../../plan/trainer-flags.ts';
import type { Io } from '../../io.ts';
import type { Parsed } from '../../parse.ts';
import type { PlanData } from '../rule-data.ts';
import { findGpus } from './find-gpus.ts';
import { findModel } from './find-model.ts';
import { choicesOf, listOf, numberOf, readSettings, readSharding, refuseAbsurd, valueOf } from './flags.ts';
import { askPlace, type Place } from './place.ts';
import { type Prices, readPrices } from './prices.ts';

/** Card that time is told for where none is named. */
const USUAL_GPU = 'a100-80gb';

/** All that the command line asks. */
export interface Asked {
  readonly files: readonly string[];
  readonly chosen: readonly Chosen[];
  /** Tokens that every model reads; Infinity where no config says. */
  readonly longest: number;
  /** Words of `--for`. */
  readonly named: readonly string[];
  readonly place: Place | undefined;
  readonly settings: Settings;
  /** `--sequence` was given. */
  readonly sequence: boolean;
  /** Settings that the person chose, as flags. */
  readonly choices: readonly Choice[];
  /** How many cards run it, and how they share the work. */
  readonly cards: Cards;
  /** Kinds of cards that memory is told for, and whether they were named. */
  readonly gpus: readonly Gpu[];
  readonly gpusNamed: boolean;
  /** Kinds of cards that time is told for. */
  readonly timed: readonly Gpu[];
  readonly prices: Prices;
  /** Dollars for a million tokens. */
  readonly tokenPrice: number | undefined;
  readonly evaluation: AskedEvaluation | undefined;
}

/** An evaluation split that a hosted place reads during the training, and bills. */
export interface AskedEvaluation {
  readonly files: readonly string[];
  readonly times: number;
}

function missingModel(models: PlanData['models']): FtlintError {
  const ids = models.map(({ id }) => id).join(', ');
  return new FtlintError(
    'usage',
    'ftlint plan needs --model',
    `ftlint plan --model 7B,13B,70B; known: ${ids}; or a config.json`,
  );
}

/** What `--eval` and `--evaluations` ask; throws FtlintError where one is without the other, or nobody bills it. */
function readEvaluation(
  parsed: Parsed,
  files: readonly string[],
  place: Place | undefined,
  { billing }: PlanData,
): AskedEvaluation | undefined {
  const evals = parsed.values.get('eval') ?? [];
  const counted = valueOf(parsed, 'evaluations') !== undefined;
  if (evals.length === 0 && !counted) return undefined;
  if (evals.length === 0 || !counted || files.length === 0)
    throw new FtlintError(
      'usage',
      '--eval and --evaluations say what a hosted place bills beside the training file: one needs the other',
      'ftlint plan train.jsonl --model 7B --for together --eval valid.jsonl --evaluations 10',
    );
  if (evals.includes('-')) throw new FtlintError('usage', '--eval -: give a file');
  if (!billingOf(place?.id, billing).evaluations) {
    const known = Object.entries(billing.places).flatMap(([id, { evaluations }]) => (evaluations ? [id] : []));
    const why = place === undefined ? 'no place is named that bills them' : `not known to be billed by ${place.id}`;
    throw new FtlintError('usage', `--evaluations: ${why}`, `known: ${known.join(', ')}`);
  }
  return { files: evals, times: numberOf(parsed, 'evaluations', 1, 1e5) };
}

/** Reads the command line; throws FtlintError for what the person must change. */
export async function readAsked(parsed: Parsed, io: Io, data: PlanData): Promise<Asked> {
  const names = listOf(parsed, 'model');
  if (names.length === 0) throw missingModel(data.models);
  const chosen = await Promise.all(names.map((name) => findModel(name, io.cwd, data.models)));
  const place = await askPlace(parsed, io, data.trainers);
  const flags = readSettings(parsed);
  const settings = place?.packing === true ? { ...flags, packing: true } : flags;
  const prices = await readPrices(parsed, data.prices, data.gpus, io.cwd);
  const priced = valueOf(parsed, 'token-price') !== undefined;
  const tokenPrice = priced ? numberOf(parsed, 'token-price', 0, 1e6, false) : undefined;
  const gpuNames = listOf(parsed, 'gpu');
  const gpus = findGpus(gpuNames, data.gpus);
  for (const one of chosen) refuseAbsurd(one, settings);
  const files = [...parsed.positionals, ...parsed.literal];
  if (files.length === 0 && (valueOf(parsed, 'price') !== undefined || priced))
    throw new FtlintError('usage', 'a price needs a data file', 'ftlint plan train.jsonl --model 7B --price 2');
  if (valueOf(parsed, 'stdin-filename') !== undefined && !files.includes('-'))
    throw new FtlintError('usage', '--stdin-filename names the input -, which is not among the inputs');
  return {
    files,
    chosen,
    longest: Math.min(...chosen.map(({ architecture }) => architecture.context ?? Infinity)),
    named: parsed.values.get('for') ?? [],
    place,
    settings,
    sequence: parsed.values.has('sequence'),
    choices: choicesOf(parsed),
    cards: { count: numberOf(parsed, 'gpus', 1, 1e5), sharding: readSharding(parsed) },
    gpus,
    gpusNamed: gpuNames.length > 0,
    timed: gpuNames.length > 0 ? gpus : data.gpus.filter(({ id }) => id === USUAL_GPU),
    prices,
    tokenPrice,
    evaluation: readEvaluation(parsed, files, place, data),
  };
}
