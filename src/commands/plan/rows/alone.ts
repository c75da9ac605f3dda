import { FtlintError } from '../../../core/error.ts';
import type { DatasetReport } from '../../../core/report.ts';
import type { Fate } from '../../../core/target-types.ts';
import { type AloneRows, aloneRule } from '../../../plan/alone-rule.ts';
import { summary } from '../../../stats/lengths.ts';
import type { DataReader } from './read-check.ts';
import type { Training } from './training.ts';

const NO_FATE: Readonly<Record<Fate, number>> = {
  asWritten: 0,
  changed: 0,
  truncated: 0,
  untrained: 0,
  dropped: 0,
  crash: 0,
};

/** Rows that no assumed place reads as they are: each is one sequence of input and answer (or label), as any trainer could be given them. */
export async function aloneTraining(
  files: readonly string[],
  dataset: DatasetReport,
  why: string,
  reader: DataReader,
): Promise<Training> {
  const [{ openTokenizer, tokenizerSpec }, { tokenizer, cwd }] = [await import('../../../tokens/open.ts'), reader];
  const counter = await openTokenizer(tokenizer === undefined ? undefined : await tokenizerSpec(tokenizer, cwd));
  const splits = new Map<string, AloneRows>();
  const rule = aloneRule(
    (record, entry) => counter.count(record, entry),
    (split, rows) => splits.set(split, rows),
  );
  await reader.check({ inputs: files, extend: [rule] });
  const rows = splits.get('train') ?? [...splits.values()][0];
  if (rows === undefined || rows.lengths.count === 0)
    throw new FtlintError(
      'no-tokens',
      `no text was found in the records of ${files.join(' ')}, so there is nothing to plan`,
      dataset.unclear[0] ?? `ftlint check ${files.join(' ')} says what they are`,
    );
  const { count, sum } = rows.lengths;
  const lengths = summary(rows.lengths);
  return {
    files,
    dataset,
    at: undefined,
    assumed: true,
    counted: {
      rows: { ...NO_FATE, asWritten: count },
      lengths,
      read: lengths,
      total: sum,
      trained: sum,
      answers: undefined,
      limit: undefined,
      over: 0,
      policy: 'none',
      learns: 'all',
    },
    records: rows.records,
    tokenizer: counter.id,
    error: counter.error,
    why,
  };
}

/** Nothing trains at the place that was named: the check's own reason, and what to do. */
export function refusalOfAll(
  files: readonly string[],
  { targets, findings }: DatasetReport,
  word: string,
): FtlintError {
  const [target] = targets;
  const own = findings.filter(({ scope }) => scope === `target:${target?.label}`);
  const first = own.find(({ severity, set }) => severity === 'error' && !set) ?? own[0];
  const reason = first === undefined ? target?.because : first.set ? first.message : `${first.title}: ${placed(first)}`;
  return new FtlintError(
    'no-tokens',
    [`no record trains in ${word}, so there is nothing to plan`, target?.line, reason].filter(Boolean).join('; '),
    `ftlint check ${files.join(' ')} --for ${word} says it all; without --for the rows are planned by themselves`,
  );
}

/** What is said of the first place of a finding, or of all. */
const placed = ({ places, message }: DatasetReport['findings'][number]): string => places[0]?.message ?? message;
