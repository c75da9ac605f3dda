import { FtlintError } from '../../core/error.ts';
import type { DatasetReport, TargetReport } from '../../core/report.ts';
import type { TargetShape } from '../../core/target-types.ts';
import { DEFAULTS } from '../../plan/plan-types.ts';
import type { AskedTarget } from '../../targets/ask.ts';
import type { Parsed } from '../parse.ts';
import type { Runner } from '../check.ts';
import type { Io } from '../io.ts';
import { type Planned, plannedWords } from './planned-words.ts';
import { valueOf } from './read-flags.ts';

/** Where no place is named, rows are read as the first of these that trains most of them: many trainers build on TRL. */
const USUAL_TARGETS = ['trl-sft', 'llama-factory-sft', 'axolotl', 'litgpt'];

/** Records that train there. */
const rowsOf = ({ rows, tokens }: TargetReport): number =>
  (tokens?.total ?? 0) === 0 ? 0 : rows.asWritten + rows.changed + rows.truncated;

/** A data set as a trainer counts it. */
export interface Training {
  readonly files: readonly string[];
  readonly dataset: DatasetReport;
  readonly target: TargetReport;
  readonly asked: AskedTarget;
  /** Shape that its rows have there; undefined where that cannot be told from their columns. */
  readonly shape: TargetShape | undefined;
  /** The person did not say where it is trained. */
  readonly assumed: boolean;
  /** Tokens of a sequence there; undefined where the place has no limit. */
  readonly length: number | undefined;
}

/** The first shape all of whose required fields stand under columns that the data has: it is the one that a record gets. */
function shapeOf({ target: { shapes } }: AskedTarget, { format }: DatasetReport): TargetShape | undefined {
  if (shapes.length === 1) return shapes[0];
  const columns = new Set(Object.values(format.fields));
  return shapes.find(({ fields }) =>
    Object.values(fields).every(({ required, keys }) => required !== true || keys.some((key) => columns.has(key))),
  );
}

/** Checks the files for the target, set up as planned, and keeps what a plan needs. */
export async function readTraining(
  files: readonly string[],
  parsed: Parsed,
  io: Io,
  runner: Runner | undefined,
  planned: Planned,
): Promise<Training> {
  const named = parsed.values.get('for') ?? [];
  const run = runner ?? (await import('../check.ts')).check;
  const tokenizer = valueOf(parsed, 'tokenizer');
  const template = valueOf(parsed, 'chat-template');
  const rulesDir = valueOf(parsed, 'rules-dir');
  const { words, asked } = await plannedWords(named.length === 0 ? USUAL_TARGETS : named, planned, io.cwd, rulesDir);
  const report = await run({
    inputs: files,
    cwd: io.cwd,
    for: words,
    signal: io.signal,
    today: io.today(),
    ...(files.includes('-') ? { stdin: io.stdin() } : {}),
    ...(tokenizer === undefined ? {} : { tokenizer }),
    ...(template === undefined ? {} : { chatTemplate: template }),
    ...(rulesDir === undefined ? {} : { rulesDir }),
  });
  if (!report.complete) {
    const [first] = report.failures;
    const why = first === undefined ? 'not all of the data could be read' : `${first.path}: ${first.message}`;
    throw new FtlintError('unread', why, first?.hint ?? 'ftlint check says more');
  }
  if (report.datasets.length > 1)
    throw new FtlintError(
      'usage',
      `these are ${report.datasets.length} data sets`,
      'a plan is for one: name its files',
    );
  const dataset = report.datasets[0] as DatasetReport | undefined;
  const [target] = (dataset?.targets ?? []).toSorted((a, b) => rowsOf(b) - rowsOf(a));
  if (dataset === undefined || target?.tokens === undefined || rowsOf(target) === 0)
    throw new FtlintError(
      'no-tokens',
      `no record of the data trains in ${named[0] ?? USUAL_TARGETS.join(', ')}, so there is nothing to plan`,
      `ftlint check ${files.join(' ')} says why; --for names another place (ftlint targets)`,
    );
  const own = asked.find(({ label }) => label === target.label)!;
  const { padding, records } = target.tokens;
  // A hosted place whose limit nobody states is not taken to cut what it bills.
  const whole = own.target.place === 'hosted' && records.max > DEFAULTS.sequence ? records.max : undefined;
  return {
    files,
    dataset,
    target,
    asked: own,
    shape: shapeOf(own, dataset),
    assumed: named.length === 0,
    length: padding?.length ?? whole,
  };
}
