import { resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import type { FilePlan } from '../core/plan.ts';
import type { Failure, Skipped } from '../core/report.ts';
import { MAX_FILES } from '../core/table.ts';
import { commonFolder, corporaOf, planCorpus } from './corpus.ts';
import { loadData } from './data.ts';
import { type Dataset, groupDatasets } from './datasets.ts';
import { enginesOf } from './engine.ts';
import { failureOf } from './failures.ts';
import { type FoundInput, findInputs } from './inputs.ts';
import { type Opened, openCorpus, openInput } from './open.ts';
import type { CheckOptions } from './options.ts';
import type { ReadingPlan } from './reading-plan.ts';

/** What is decided of one data set before it is read, the same for every shard; plain data. */
export interface DatasetPlan {
  readonly name: string;
  /** "3 of 10 shards seen". */
  readonly incomplete: string | undefined;
  /** Evaluation files that lie beside it and were not named. */
  readonly beside: readonly string[];
  /** What a declaration names for it and is not there, as sentences. */
  readonly absent: readonly string[];
  /** How each file is read, and why its records are read as they are. */
  readonly files: readonly { readonly plan: FilePlan; readonly why: string | undefined }[];
  readonly reading: ReadingPlan;
}

/** One data set, opened: its plan, and its files in the order of the plan. */
export interface PlannedDataset {
  readonly plan: DatasetPlan;
  readonly files: readonly Opened[];
}

/** Everything that is decided before a pass. */
export interface Pass {
  readonly datasets: readonly PlannedDataset[];
  readonly skipped: readonly Skipped[];
  readonly failures: readonly Failure[];
}

/**
 * Finds and opens the inputs and decides how each is read. What cannot be opened is a failure, and the others are still read.
 * Throws FtlintError for what the person must change before anything can be read.
 */
export async function planPass(options: CheckOptions): Promise<Pass> {
  const { note } = enginesOf(options.engine ?? 'auto');
  if (note !== undefined) options.onNote?.(note);
  const found = await findInputs(options);
  const failures = [...found.failures];
  const skipped: Skipped[] = [...found.skipped];
  const opened = await openAll(found.files, options, failures, skipped);
  if (options.lines === true && opened.length > 0 && opened.every(({ plan }) => plan.container !== 'text'))
    throw new FtlintError(
      'usage',
      '--lines: no input is a text',
      'it is about files named .txt, .md, .text or .markdown',
    );
  const datasets = groupDatasets(opened).map(planned);
  if (datasets.length === 0 && failures.length === 0 && options.errorOnUnmatched !== false)
    failures.push(nothingLeft(skipped));
  return { datasets, skipped, failures };
}

async function openAll(
  files: readonly FoundInput[],
  options: CheckOptions,
  failures: Failure[],
  skipped: Skipped[],
): Promise<readonly Opened[]> {
  const { formats } = loadData();
  const opened: Opened[] = [];
  const { corpora, loose } = corporaOf(files, options.lines === true);
  for (const texts of corpora) {
    const root = commonFolder(texts.map(({ path }) => path));
    const absolute = resolve(options.cwd ?? '.', root);
    const corpus = planCorpus(texts, root, absolute);
    for (const { path, error } of corpus.failures) failures.push(failureOf(path, error));
    loose.push(...corpus.others);
    const { plan, source } = corpus;
    if (plan !== undefined && source !== undefined)
      opened.push(await openCorpus({ plan, source }, texts[0], absolute, options, formats));
  }
  for (const file of loose) {
    if (options.signal?.aborted) break;
    try {
      const input = await openInput(file, options, formats);
      if ('skipped' in input) skipped.push({ path: file.path, why: input.skipped });
      else opened.push(input);
    } catch (error) {
      if (!(error instanceof FtlintError)) throw error;
      failures.push(failureOf(file.path, error));
    }
  }
  return opened;
}

function planned({ name, files, incomplete, beside, absent }: Dataset<Opened>): PlannedDataset {
  if (files.length > MAX_FILES)
    throw new FtlintError(
      'too-many-files',
      `${name}: ${files.length} files in one data set; ${MAX_FILES} at most`,
      'join some of them',
    );
  const lead = files.find((file) => file.plan.split === 'train') ?? files[0];
  const plans = files.map(({ plan, reading }) => ({ plan, why: reading.why }));
  return { plan: { name, incomplete, beside, absent, files: plans, reading: lead.reading }, files };
}

function nothingLeft(skipped: readonly Skipped[]): Failure {
  const first = skipped[0];
  const message =
    first === undefined
      ? 'no input matched'
      : `none of ${skipped.length} files found is training data (${first.path} …)`;
  return {
    path: first?.path ?? '',
    code: 'nothing-to-check',
    message,
    hint: 'name the file itself, or its columns with --text, --label, --prompt, --completion, --messages',
  };
}
