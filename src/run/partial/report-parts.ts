import { resolve } from 'node:path';
import { FtlintError } from '../../core/error.ts';
import type { Segment } from '../../core/plan.ts';
import type { DatasetReport, Report } from '../../core/report.ts';
import { combine, createScanState } from '../../core/scan.ts';
import { scanCodecVersions } from '../../core/scan-codec.ts';
import { type Asked, askedOf, limitOf } from '../asked.ts';
import { fileFacts } from '../file-facts.ts';
import type { CheckOptions } from '../options.ts';
import { placesOf } from '../places.ts';
import type { DatasetPlan } from '../plan-pass.ts';
import { brokenFiles, reportDataset, reportOf } from '../report-dataset.ts';
import type { OpenFile } from '../scan-dataset.ts';
import { closeBuckets } from './close-buckets.ts';
import { refuseGaps } from './cover.ts';
import { openPartFiles, type PartFiles } from './part-files.ts';
import { readParts, statesOfPiece } from './read-parts.ts';
import type { DatasetPiece, PassPlan } from './set-payload.ts';
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
  const { pieces, dropped, plan } = await readParts(files);
  if (plan === undefined)
    throw new FtlintError(
      'partial-incomplete',
      `${files.names[0]} lacks the state of its shard`,
      'give all of the file',
    );
  refuseGaps(pieces, files.names, plan.stamps);
  const asked = askedOfPlan(everyPlace ? { ...options, limit: plan.keep } : options, plan);
  const seen = plan.datasets.map(() => [] as DatasetPiece[]);
  for (const piece of pieces) {
    const states = await statesOfPiece(files, piece, asked.rules);
    states.forEach((state, i) => state !== null && seen[i].push(state));
  }
  const open = seen.map((own, i) => opened(plan, i, own, asked));
  const grouped = await closeBuckets(files, pieces, open, asked.rules);
  const reports: DatasetReport[] = [];
  for (const [i, dataset] of open.entries()) {
    const report = reportDataset({ ...dataset, grouped: grouped[i] }, asked);
    reports.push(await withExcerpts(report, dataset, stampsOfDataset(plan, i), options));
  }
  const failures = [...plan.failures, ...open.flatMap(brokenFiles)];
  const complete = open.every(({ broken }) => broken.size === 0);
  return { report: reportOf(reports, plan.skipped, failures, complete, asked), dropped, keep: plan.keep };
}

/** Options of the judgement, with those of the scan. Throws FtlintError where more is asked than was kept. */
function askedOfPlan(options: CheckOptions, plan: PassPlan): Asked {
  const limit = options.limit ?? Math.min(limitOf(options), plan.keep);
  const asked = askedOf({
    ...options,
    limit,
    ...(plan.given === null ? {} : { task: plan.given }),
    columns: plan.columns,
  });
  if (scanCodecVersions(asked.rules) !== plan.codecs)
    throw new FtlintError('partial-rules', 'the partial results were made with other rules', 'scan again');
  if (limit > plan.keep)
    throw new FtlintError(
      'partial-limit',
      `--limit ${limit}: the partial results keep ${plan.keep} places for each rule`,
      'ftlint scan --limit keeps more; 0 keeps all',
    );
  return asked;
}

/** The pieces of one data set as one. */
function opened(plan: PassPlan, i: number, pieces: readonly DatasetPiece[], { rules }: Asked) {
  const dataset = plan.datasets[i];
  const segments = pieces.flatMap((piece) => piece.segments).sort((a, b) => a.id - b.id);
  const [first, ...rest] = pieces.map((piece) => piece.state);
  const state = rest.reduce((a, b) => combine(a, b, rules), first ?? createScanState(Math.max(plan.keep, 1)));
  // The first shard that met the fault says it, as one pass would.
  const broken = new Map(pieces.toReversed().flatMap((piece) => [...piece.broken]));
  fileFacts(state, dataset.files, segments);
  const paths = dataset.files.map((file) => file.plan.path);
  return { plan: dataset, segments, state, broken, places: placesOf(paths, segments, state.ends) };
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
