import type { Waiver } from '../core/gates.ts';
import type { Grouped } from '../core/measure.ts';
import type { Segment } from '../core/plan.ts';
import type { DatasetReport, Failure, FileReport, Report, Skipped } from '../core/report.ts';
import type { ScanState } from '../core/scan.ts';
import { SPLITS } from '../core/splits.ts';
import type { SplitName } from '../core/tape.ts';
import { version } from '../version.ts';
import { type Asked, limitOf } from './asked.ts';
import { exitCodeOf, worstVerdict } from './exit-code.ts';
import { failureOf } from './failures.ts';
import { judgeDataset } from './judge.ts';
import type { Places } from './places.ts';
import type { DatasetPlan } from './plan-pass.ts';
import type { Broken } from './scan-dataset.ts';

/** What a pass over one data set has seen, in one process or in many. */
export interface Seen {
  readonly plan: DatasetPlan;
  /** The cells of the grid that were read, in file order. */
  readonly segments: readonly Segment[];
  readonly state: ScanState;
  readonly grouped: Grouped;
  readonly places: Places;
  /** Why a file was not read to its end, by number of the file. */
  readonly broken: Broken;
}

/** The report of one data set. Pure. */
export function reportDataset(seen: Seen, asked: Asked): DatasetReport {
  const { plan, state, broken } = seen;
  const { reading } = plan;
  const blankLines = new Map<SplitName, number>();
  const files = plan.files.map((file, i) => fileReport(seen, file, i, blankLines));
  return judgeDataset({
    name: plan.name,
    files,
    state,
    grouped: seen.grouped,
    places: seen.places,
    rules: asked.rules,
    gates: asked.gates,
    tasks: asked.tasks,
    filter: asked.filter,
    waivers: new Map((asked.options.accept ?? []).map((a) => [a.gate, a as Waiver])),
    given: asked.given,
    seen: { format: reading.main, kind: reading.kind, fields: reading.fields },
    optional: reading.optional,
    doubt: reading.doubt,
    blankLines,
    incomplete: plan.incomplete,
    beside: plan.beside,
    absent: plan.absent,
    broken: [...broken].sort(([a], [b]) => a - b).map(([, { message }]) => message),
    limit: limitOf(asked.options),
    destinations: asked.destinations,
  });
}

function fileReport(
  { segments, state }: Seen,
  { plan, why }: DatasetPlan['files'][number],
  file: number,
  blankLines: Map<SplitName, number>,
): FileReport {
  const ends = segments.flatMap((s) => (s.file === file ? (state.ends.get(s.id) ?? []) : []));
  const sum = (of: 'blank' | 'bytes' | 'records'): number => ends.reduce((total, end) => total + end[of], 0);
  const split = plan.split ?? SPLITS[0];
  blankLines.set(split, (blankLines.get(split) ?? 0) + sum('blank'));
  return {
    path: plan.path,
    split: plan.split,
    container: plan.container,
    compression: plan.compression,
    encoding: plan.encoding,
    bytes: sum('bytes'),
    // One byte stands between two documents of a corpus, and behind the last.
    stored: plan.bytes - (plan.members?.length ?? 0),
    ...(plan.members !== undefined && { documents: plan.members.length }),
    records: sum('records'),
    why: why === undefined ? plan.why : [...plan.why, why],
  };
}

/** Why files of a data set were not read to their end. */
export function brokenFiles({ plan, broken }: Pick<Seen, 'plan' | 'broken'>): readonly Failure[] {
  return [...broken].sort(([a], [b]) => a - b).map(([file, error]) => failureOf(plan.files[file].plan.path, error));
}

/** Data sets and failures as one report, with the verdict and the exit code. */
export function reportOf(
  datasets: readonly DatasetReport[],
  skipped: readonly Skipped[],
  failures: readonly Failure[],
  complete: boolean,
  { options }: Asked,
): Report {
  return {
    version: 1,
    tool: { name: 'ftlint', version },
    complete: complete && failures.length === 0,
    verdict: worstVerdict(datasets, failures),
    exitCode: exitCodeOf(datasets, failures, options),
    datasets,
    skipped,
    failures,
  };
}
