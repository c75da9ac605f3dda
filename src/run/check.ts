import { rules as shipped } from '../../rules/index.ts';
import { FtlintError } from '../core/error.ts';
import type { Task } from '../core/gate-types.ts';
import type { Waiver } from '../core/gates.ts';
import type { Segment } from '../core/plan.ts';
import type { DatasetReport, Failure, FileReport, Report, Skipped } from '../core/report.ts';
import type { Rule } from '../core/rule-types.ts';
import { SPLITS } from '../core/splits.ts';
import { MAX_FILES } from '../core/table.ts';
import type { SplitName } from '../core/tape.ts';
import { gridSegments } from '../readers/segments.ts';
import { resolveTask } from '../tasks/resolve.ts';
import { version } from '../version.ts';
import { loadData } from './data.ts';
import { type Dataset, groupDatasets } from './datasets.ts';
import { addExcerpts } from './excerpts.ts';
import { exitCodeOf, worstVerdict } from './exit-code.ts';
import { fileFacts } from './file-facts.ts';
import { type FoundInput, findInputs } from './inputs.ts';
import { judgeDataset } from './judge.ts';
import { type Opened, openInput } from './open.ts';
import type { CheckOptions } from './options.ts';
import { placesOf } from './places.ts';
import { scanDataset } from './scan-dataset.ts';
import { type Filter, filterOf } from './severity.ts';

/** Decompressed bytes of a segment: small enough to share out, large enough that its start costs nothing. */
const SEGMENT_BYTES = 16 * 1024 * 1024;
/** Places kept for each rule when nobody says otherwise. */
const KEEP = 5;

interface Run {
  readonly options: CheckOptions;
  /** `--task`; undefined: to be inferred. */
  readonly given: Task | undefined;
  readonly rules: readonly Rule[];
  readonly filter: Filter;
  readonly failures: Failure[];
  readonly skipped: Skipped[];
}

/**
 * Checks data sets and says whether they are ready. Reads every input once.
 * Throws FtlintError for what the person must change before anything can be read (a typo, a missing column).
 */
export async function check(options: CheckOptions): Promise<Report> {
  const data = loadData();
  const rules = withOwn(options.extend ?? []);
  const filter = filterOf(options, rules, data.gates);
  const given = resolveTask(options.task, data.tasks);
  const { files, failures } = await findInputs(options);
  const run: Run = { options, given, rules, filter, failures: [...failures], skipped: [] };
  const opened = await openAll(run, files);
  const datasets: DatasetReport[] = [];
  let complete = true;
  for (const dataset of groupDatasets(opened)) {
    const done = await checkDataset(run, dataset);
    datasets.push(done.report);
    complete &&= done.complete;
    if (options.signal?.aborted) break;
  }
  if (datasets.length === 0 && run.failures.length === 0 && options.errorOnUnmatched !== false)
    run.failures.push(nothingLeft(run));
  complete &&= run.failures.length === 0;
  const verdict = worstVerdict(datasets, run.failures);
  const exitCode = exitCodeOf(datasets, run.failures, options);
  return {
    version: 1,
    tool: { name: 'ftlint', version },
    complete,
    verdict,
    exitCode,
    datasets,
    skipped: run.skipped,
    failures: run.failures,
  };
}

/** Shipped rules and the caller's. Throws FtlintError when an id is taken. */
function withOwn(own: readonly Rule[]): readonly Rule[] {
  const taken = new Set(shipped.map((rule) => rule.meta.id));
  for (const { meta } of own) {
    if (taken.has(meta.id))
      throw new FtlintError('rule-taken', `a rule called "${meta.id}" exists already`, 'give yours another id');
    taken.add(meta.id);
  }
  return own.length === 0 ? shipped : [...shipped, ...own];
}

function nothingLeft(run: Run): Failure {
  const first = run.skipped[0];
  const message =
    first === undefined
      ? 'no input matched'
      : `none of ${run.skipped.length} files found is training data (${first.path} …)`;
  return {
    path: first?.path ?? '',
    code: 'nothing-to-check',
    message,
    hint: 'name the file itself, or its columns with --text, --label, --prompt, --completion, --messages',
  };
}

function failureOf(path: string, { code, message, hint }: FtlintError): Failure {
  return { path, code, message, ...(hint === undefined ? {} : { hint }) };
}

/** Opens every input; what cannot be opened is a failure, and the others are still checked. */
async function openAll(run: Run, files: readonly FoundInput[]): Promise<Opened[]> {
  const { formats } = loadData();
  const opened: Opened[] = [];
  for (const file of files) {
    try {
      const input = await openInput(file, run.options, formats);
      if ('skipped' in input) run.skipped.push({ path: file.path, why: input.skipped });
      else opened.push(input);
    } catch (error) {
      if (!(error instanceof FtlintError)) throw error;
      run.failures.push(failureOf(file.path, error));
    }
  }
  return opened;
}

async function checkDataset(run: Run, dataset: Dataset<Opened>): Promise<{ report: DatasetReport; complete: boolean }> {
  const { options } = run;
  const data = loadData();
  const { files } = dataset;
  if (files.length > MAX_FILES)
    throw new FtlintError(
      'too-many-files',
      `${dataset.name}: ${files.length} files in one data set; ${MAX_FILES} at most`,
      'join some of them',
    );
  const segments: Segment[] = [];
  files.forEach((file, i) =>
    segments.push(
      ...gridSegments(file.plan, i, file.source.bytes, options.segmentBytes ?? SEGMENT_BYTES, segments.length),
    ),
  );
  const lead = files.find((file) => file.plan.split === 'train') ?? files[0];
  const { given } = run;
  const keep = options.limit ?? KEEP;
  const scanned = await scanDataset({
    files,
    segments,
    reading: lead.reading,
    rules: run.rules,
    task: given?.id,
    keep: Math.max(keep, 1),
    shards: options.shards ?? 1,
    signal: options.signal,
    progress: options.onProgress ?? (() => {}),
    total: files.reduce(
      (sum, file) =>
        sum < 0 || file.source.bytes < 0 || file.plan.compression !== null ? -1 : sum + file.source.bytes,
      0,
    ),
  });
  const { state, broken } = scanned;
  fileFacts(state, files, segments);
  const ended = (file: number) => segments.filter((s) => s.file === file).map((s) => state.ends.get(s.id));
  const blankLines = new Map<SplitName, number>();
  const reports: FileReport[] = files.map(({ plan, source, reading }, i) => {
    const ends = ended(i).filter((end) => end !== undefined);
    const split = plan.split ?? SPLITS[0];
    blankLines.set(split, (blankLines.get(split) ?? 0) + ends.reduce((sum, end) => sum + end.blank, 0));
    return {
      path: plan.path,
      split: plan.split,
      container: plan.container,
      compression: plan.compression,
      encoding: plan.encoding,
      bytes: ends.reduce((sum, end) => sum + end.bytes, 0),
      stored: source.bytes,
      records: ends.reduce((sum, end) => sum + end.records, 0),
      why: reading.why === undefined ? plan.why : [...plan.why, reading.why],
    };
  });
  for (const [file, error] of broken) run.failures.push(failureOf(files[file].plan.path, error));
  const places = placesOf(
    files.map((file) => file.plan.path),
    segments,
    state.ends,
  );
  const report = judgeDataset({
    name: dataset.name,
    files: reports,
    state,
    places,
    rules: run.rules,
    gates: data.gates,
    tasks: data.tasks,
    filter: run.filter,
    waivers: new Map((options.accept ?? []).map((a) => [a.gate, a as Waiver])),
    given,
    seen: { format: lead.reading.main, kind: lead.reading.kind, fields: lead.reading.fields },
    optional: lead.reading.optional,
    doubt: lead.reading.doubt,
    blankLines,
    incomplete: dataset.incomplete,
    beside: dataset.beside,
    broken: [...broken.values()].map((error) => error.message),
    limit: keep,
  });
  const shown =
    options.excerpts === undefined || options.excerpts === 'none'
      ? report
      : await addExcerpts(report, files, segments, options.excerpts);
  return { report: shown, complete: !scanned.interrupted && broken.size === 0 };
}
