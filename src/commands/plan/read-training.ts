import { FtlintError } from '../../core/error.ts';
import type { TargetReport } from '../../core/report.ts';
import { cutMean } from '../../plan/cut-tokens.ts';
import type { DataFacts } from '../../plan/run-cost.ts';
import type { Parsed } from '../parse.ts';
import type { Runner } from '../check.ts';
import type { Io } from '../io.ts';
import { valueOf } from './read-flags.ts';

/** Where no place is named, rows are read as the first of these that trains most of them: many trainers build on TRL. */
const USUAL_TARGETS = ['trl-sft', 'llama-factory-sft', 'axolotl', 'litgpt'];

/** Records that train there. */
const rowsOf = ({ rows, tokens }: TargetReport): number =>
  (tokens?.total ?? 0) === 0 ? 0 : rows.asWritten + rows.changed + rows.truncated;

/** A data set as a trainer counts it. */
export interface Training {
  readonly files: readonly string[];
  readonly target: TargetReport;
  /** The person did not say where it is trained. */
  readonly assumed: boolean;
  /** Tokens of a sequence there; undefined where the place has no limit. */
  readonly length: number | undefined;
  readonly rows: number;
}

/** Checks the files for the target and keeps what a plan needs. */
export async function readTraining(
  files: readonly string[],
  parsed: Parsed,
  io: Io,
  runner: Runner | undefined,
): Promise<Training> {
  const asked = parsed.values.get('for') ?? [];
  if (asked.length > 1)
    throw new FtlintError('usage', `--for is given ${asked.length} times`, 'a plan is for one place');
  const run = runner ?? (await import('../check.ts')).check;
  const tokenizer = valueOf(parsed, 'tokenizer');
  const template = valueOf(parsed, 'chat-template');
  const rulesDir = valueOf(parsed, 'rules-dir');
  const report = await run({
    inputs: files,
    cwd: io.cwd,
    for: asked.length === 0 ? USUAL_TARGETS : asked,
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
  const [target] = (report.datasets[0]?.targets ?? []).toSorted((a, b) => rowsOf(b) - rowsOf(a));
  const rows = target === undefined ? 0 : rowsOf(target);
  if (target?.tokens === undefined || rows === 0)
    throw new FtlintError(
      'no-tokens',
      `no record of the data trains in ${asked[0] ?? USUAL_TARGETS.join(', ')}, so there is nothing to plan`,
      `ftlint check ${files.join(' ')} says why; --for names another place (ftlint targets)`,
    );
  return { files, target, assumed: asked.length === 0, length: target.tokens.padding?.length, rows };
}

/** Whether tokens at a length are read off percentiles: some rows are cut there, and not all. */
export const isInterpolated = ({ target }: Training, sequence: number): boolean =>
  target.tokens!.records.max > sequence && target.tokens!.records.min < sequence;

/** What the set is to a run at a length: each row is cut there, and the loss never sees more than is read. */
export function dataFacts({ target, rows, length }: Training, sequence: number): DataFacts {
  const { records, total, trained } = target.tokens!;
  // Rows that the target drops for their length are measured too, and nobody reads them.
  const dropped = records.max > (length ?? Infinity) ? target.rows.dropped : 0;
  // Above the longest row nothing is cut, and the sum is exact where the rounded mean is not.
  const tokensAt = (limit: number): number => {
    if (records.max <= limit) return total;
    const read = (rows + dropped) * cutMean(records, limit) - dropped * limit;
    return Math.max(rows * Math.min(records.min, limit), Math.min(total, Math.round(read)));
  };
  const tokens = tokensAt(Math.min(sequence, dropped > 0 ? length! : sequence));
  // The target's own length has taken its part of the loss already.
  const own = tokensAt(dropped > 0 ? length! : Math.max(length ?? Infinity, sequence));
  const pieces = Math.max(1, Math.ceil(tokens / sequence));
  return {
    rows,
    tokens,
    trained: own === 0 ? 0 : Math.min(tokens, Math.round((trained * tokens) / own)),
    packedPadding: 1 - tokens / (pieces * sequence),
    alonePadding: Math.max(0, 1 - tokens / (rows * sequence)),
  };
}
