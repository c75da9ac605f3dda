import { groupTables } from '../core/measure.ts';
import type { Segment } from '../core/plan.ts';
import type { DatasetReport, Failure, Report } from '../core/report.ts';
import { gridSegments, SEGMENT_BYTES } from '../readers/segments.ts';
import { type Asked, askedOf, limitOf } from './asked.ts';
import { enginesOf } from './engine.ts';
import { fileFacts } from './file-facts.ts';
import type { CheckOptions } from './options.ts';
import { placesOf } from './places.ts';
import { type PlannedDataset, planPass } from './plan-pass.ts';
import { brokenFiles, reportDataset, reportOf, type Seen } from './report-dataset.ts';
import { scanDataset, type Scanned } from './scan-dataset.ts';

/**
 * Checks data sets and says whether they are ready: scan, close, report in one process. Reads every input once.
 * Throws FtlintError for what the person must change before anything can be read (a typo, a missing column).
 */
export async function check(options: CheckOptions): Promise<Report> {
  const asked = askedOf(options);
  const { note } = enginesOf(options.engine ?? 'auto');
  if (note !== undefined) options.onNote?.(note);
  const pass = await planPass(options);
  const segmentBytes = options.segmentBytes ?? SEGMENT_BYTES;
  const datasets: DatasetReport[] = [];
  const failures: Failure[] = [...pass.failures];
  let complete = true;
  for (const dataset of pass.datasets) {
    const grid = dataset.files.flatMap(({ plan, source }, i) => gridSegments(plan, i, source.bytes, segmentBytes));
    const scanned = await scanPlanned(dataset, grid, asked, segmentBytes);
    try {
      const seen = close(dataset, scanned, asked);
      failures.push(...brokenFiles(seen));
      datasets.push(await withExcerpts(reportDataset(seen, asked), dataset, scanned.segments, asked));
    } finally {
      scanned.release();
    }
    complete &&= !scanned.interrupted && scanned.broken.size === 0;
    if (options.signal?.aborted) break;
  }
  return reportOf(datasets, pass.skipped, failures, complete, asked);
}

/** Reads segments of one data set into a state; `tableBytes`: tables may be cut into such segments. */
export function scanPlanned(
  { plan, files }: PlannedDataset,
  segments: readonly Segment[],
  { options, rules, given }: Asked,
  tableBytes?: number,
): Promise<Scanned> {
  return scanDataset({
    files,
    segments,
    reading: plan.reading,
    rules,
    task: given?.id,
    keep: Math.max(limitOf(options), 1),
    shards: options.shards ?? 1,
    engine: options.engine ?? 'auto',
    threads: options.threads,
    maxMemory: options.maxMemory,
    tableBytes,
    signal: options.signal,
    progress: options.onProgress ?? (() => {}),
    total: files.reduce(
      (sum, { plan: { compression }, source: { bytes } }) =>
        sum < 0 || bytes < 0 || compression !== null ? -1 : sum + bytes,
      0,
    ),
  });
}

/** Groups the tables of a whole data set: what only all of its records together tell. */
function close({ plan }: PlannedDataset, { state, segments, broken }: Scanned, asked: Asked): Seen {
  const paths = plan.files.map((file) => file.plan.path);
  const places = placesOf(paths, segments, state.ends);
  fileFacts(state, plan.files, segments);
  return { plan, segments, state, grouped: groupTables(state, asked.rules, places.segmentAt), places, broken };
}

async function withExcerpts(
  report: DatasetReport,
  { files }: PlannedDataset,
  segments: readonly Segment[],
  { options }: Asked,
): Promise<DatasetReport> {
  if (options.excerpts === undefined || options.excerpts === 'none') return report;
  const { addExcerpts } = await import('./excerpts.ts');
  return addExcerpts(report, files, segments, options.excerpts);
}
