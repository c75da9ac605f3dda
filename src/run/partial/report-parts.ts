import { resolve } from 'node:path';
import { FtlintError } from '../../core/error.ts';
import type { Segment } from '../../core/plan.ts';
import type { DatasetReport, Report } from '../../core/report.ts';
import { type Asked, askedOf, limitOf } from '../asked.ts';
import { fileFacts } from '../file-facts.ts';
import type { CheckOptions } from '../options.ts';
import type { DatasetPlan } from '../plan-pass.ts';
import { brokenFiles, reportDataset, reportOf } from '../report-dataset.ts';
import type { OpenFile } from '../scan-dataset.ts';
import { closeBuckets } from './close-buckets.ts';
import { openDatasets } from './open-datasets.ts';
import { openPartFiles, type PartFiles } from './part-files.ts';
import { isWhole } from './pieces.ts';
import { readParts } from './read-parts.ts';
import type { PassPlan } from './set-payload.ts';
import { sameSource, type Stamp } from './stamps.ts';

/** A report from partial results. */
export interface PartsReport {
  readonly report: Report;
  /** Frames that were given more than once and counted once. */
  readonly dropped: number;
  /** Places kept for each rule when the shards were scanned. */
  readonly keep: number;
}

/**
 * The report that `check` would give of what the partial results cover: `inputs` of the options are their files.
 * `everyPlace`: show all that were kept, whatever the limit.
 * Throws FtlintError when they are damaged, do not belong together, or leave out a byte.
 */
export async function reportParts(options: CheckOptions, everyPlace = false): Promise<PartsReport> {
  const files = await openPartFiles(options.inputs, options.cwd ?? '.', options.stdin);
  try {
    return await reportOfFiles(files, options, everyPlace);
  } finally {
    await files.close();
  }
}

async function reportOfFiles(files: PartFiles, options: CheckOptions, everyPlace: boolean): Promise<PartsReport> {
  const parts = await readParts(files);
  const { rules } = await askedOf(options, parts.plan?.destinations ?? undefined);
  const { plan, datasets } = await openDatasets(parts, rules, (bucket) => !isWhole(parts.closed[bucket]));
  const asked = await askedOfPlan(everyPlace ? { ...options, limit: plan.keep } : options, plan);
  const closed = await closeBuckets(parts, datasets, rules, options.signal);
  const reports: DatasetReport[] = [];
  for (const [i, dataset] of datasets.entries()) {
    const { grouped, sink } = closed[i];
    dataset.state.sink.merge(sink);
    fileFacts(dataset.state, dataset.plan.files, dataset.segments);
    const report = reportDataset({ ...dataset, grouped }, asked);
    reports.push(await withExcerpts(report, dataset, stampsOfDataset(plan, i), options));
  }
  const failures = [...plan.failures, ...datasets.flatMap(brokenFiles)];
  const complete = datasets.every(({ broken }) => broken.size === 0);
  const report = reportOf(reports, plan.skipped, failures, complete, asked);
  return { report, dropped: parts.dropped, keep: plan.keep };
}

/** Options of the judgement, with those of the scan. Throws FtlintError where more is asked than was kept. */
async function askedOfPlan(options: CheckOptions, plan: PassPlan): Promise<Asked> {
  const limit = options.limit ?? Math.min(limitOf(options), plan.keep);
  const asked = await askedOf(
    { ...options, limit, ...(plan.given === null ? {} : { task: plan.given }), columns: plan.columns },
    plan.destinations ?? undefined,
  );
  if (limit > plan.keep)
    throw new FtlintError(
      'partial-limit',
      `--limit ${limit}: the partial results keep ${plan.keep} places for each rule`,
      'ftlint scan --limit keeps more; 0 keeps all',
    );
  return asked;
}

function stampsOfDataset({ datasets, stamps }: PassPlan, i: number): readonly Stamp[] {
  const first = datasets.slice(0, i).reduce((sum, { files }) => sum + files.length, 0);
  return stamps.slice(first, first + datasets[i].files.length);
}

/** Texts from the inputs that are still there, and are still what was scanned. */
async function withExcerpts(
  report: DatasetReport,
  { plan, segments }: { readonly plan: DatasetPlan; readonly segments: readonly Segment[] },
  stamps: readonly Stamp[],
  { excerpts = 'none', cwd = '.' }: CheckOptions,
): Promise<DatasetReport> {
  if (excerpts === 'none') return report;
  const files: OpenFile[] = [];
  for (const [i, file] of plan.files.entries())
    files.push({ plan: file.plan, source: await sameSource(resolve(cwd, file.plan.path), stamps[i]) });
  const { addExcerpts } = await import('../excerpts.ts');
  return addExcerpts(report, files, segments, excerpts);
}
