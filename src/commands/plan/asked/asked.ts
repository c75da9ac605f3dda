import { FtlintError } from '../../../core/error.ts';
import type { Gpu, Sharding } from '../../../plan/fit.ts';
import type { Chosen } from '../../../plan/plan-model.ts';
import type { Settings } from '../../../plan/plan-types.ts';
import type { Choice } from '../../../plan/recommend.ts';
import type { Io } from '../../io.ts';
import type { Parsed } from '../../parse.ts';
import { modelData, type PlanData } from '../rule-data.ts';
import { findGpus } from './find-gpus.ts';
import { findModel } from './find-model.ts';
import { choicesOf, listOf, numberOf, readSettings, readSharding, refuseAbsurd, valueOf } from './flags.ts';
import { askTrainer, type Trainer } from './place.ts';
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
  readonly place: Trainer | undefined;
  readonly settings: Settings;
  /** `--sequence` was given. */
  readonly sequence: boolean;
  /** Settings that the person chose, as flags. */
  readonly choices: readonly Choice[];
  readonly sharding: Sharding;
  /** Cards that memory is told for, and whether they were named. */
  readonly gpus: readonly Gpu[];
  readonly gpusNamed: boolean;
  /** Cards that time is told for, and how many of them. */
  readonly timed: readonly Gpu[];
  readonly gpuCount: number;
  readonly prices: Prices;
  /** Dollars for a million tokens. */
  readonly tokenPrice: number | undefined;
}

async function missingModel(): Promise<FtlintError> {
  const ids = (await modelData()).map(({ id }) => id).join(', ');
  return new FtlintError(
    'usage',
    'ftlint plan needs --model',
    `ftlint plan --model 7B,13B,70B; known: ${ids}; or a config.json`,
  );
}

/** Reads the command line; throws FtlintError for what the person must change. */
export async function readAsked(parsed: Parsed, io: Io, data: PlanData): Promise<Asked> {
  const names = listOf(parsed, 'model');
  if (names.length === 0) throw await missingModel();
  const chosen = await Promise.all(names.map((name) => findModel(name, io.cwd)));
  const place = await askTrainer(parsed, io);
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
    sharding: readSharding(parsed),
    gpus,
    gpusNamed: gpuNames.length > 0,
    timed: gpuNames.length > 0 ? gpus : data.gpus.filter(({ id }) => id === USUAL_GPU),
    gpuCount: numberOf(parsed, 'gpus', 1, 1e5),
    prices,
    tokenPrice,
  };
}
