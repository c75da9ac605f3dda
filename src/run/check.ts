import type { Segment } from '../core/plan.ts';
import type { DatasetReport, Failure, Report } from '../core/report.ts';
import { gridSegments, SEGMENT_BYTES } from '../readers/segments.ts';
import { type Asked, askedOf, limitOf } from './asked.ts';
import { createCrew, type Crew } from './threads/crew.ts';
import { fileFacts } from './file-facts.ts';
import type { CheckOptions } from './options.ts';
import { placesOf } from './places.ts';
import { type PlannedDataset, planPass } from './plan-pass.ts';
import { brokenFiles, reportDataset, reportOf, type Seen } from './report-dataset.ts';
import { threadsAhead } from './threads/count.ts';
import { scanDataset, type Scanned } from './scan-dataset.ts';

/**
 * Checks data sets and says whether they are ready: scan, close, report in one process. Reads every input once.
 * Throws FtlintError for what the person must change before anything can be read (a typo, a missing column).
 */
export async function check(options: CheckOptions): Promise<Report> {
  const asked = await askedOf(options);
  const crew = createCrew();
  crew.prepare(await threadsAhead(options));
  try {
    return await checkWith(asked, crew);
  } finally {
    crew.end();
  }
}

async function checkWith(asked: Asked, crew: Crew): Promise<Report> {
  const { options } = asked;
  const pass = await planPass(options);
  const segmentBytes = options.segmentBytes ?? SEGMENT_BYTES;
  const datasets: DatasetReport[] = [];
  const failures: Failure[] = [...pass.failures];
  let complete = true;
  for (const dataset of pass.datasets) {
    const grid = dataset.files.flatMap(({ plan, source }, i) => gridSegments(plan, i, source.bytes, segmentBytes));
    const scanned = await scanPlanned(dataset, grid, asked, crew, segmentBytes);
    try {
      const seen = await close(dataset, scanned);
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
  { options, rules, given, extended, destinations }: Asked,
  crew: Crew,
  tableBytes?: number,
): Promise<Scanned> {
  return scanDataset({
    files,
    segments,
    reading: plan.reading,
    rules,
    extended,
    destinations: destinations?.spec,
    task: given?.id,
    keep: Math.max(limitOf(options), 1),
    shards: options.shards ?? 1,
    engine: options.engine ?? 'auto',
    threads: options.threads,
    maxMemory: options.maxMemory,
    crew,
    tableBytes,
    signal: options.signal,
    progress: options.onProgress ?? (() => {}),
    total: files.reduce(
      (sum, { plan: { compression, stretches }, source: { bytes } }) =>
        sum < 0 || bytes < 0 || compression !== null || stretches !== undefined ? -1 : sum + bytes,
      0,
    ),
  });
}

/** Groups the tables of a whole data set: what only all of its records together tell. */
async function close({ plan }: PlannedDataset, { state, segments, broken, group }: Scanned): Promise<Seen> {
  const files = plan.files.map((file) => file.plan);
  const places = placesOf(files, segments, state.ends);
  fileFacts(state, plan.files, segments);
  return { plan, segments, state, grouped: await group(places.segmentAt), places, broken };
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
