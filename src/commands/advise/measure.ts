import { type Facts, factsRule } from '../../advise/facts-rule.ts';
import { type Measured, measuredFrom } from '../../advise/measured.ts';
import type { Answers } from '../../advise/tree-types.ts';
import { FtlintError } from '../../core/error.ts';
import type { Task } from '../../core/gate-types.ts';
import type { DatasetReport, Report } from '../../core/report.ts';
import { checkOptions } from '../ask.ts';
import type { Runner } from '../check.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';
import { plain, withReasons } from './said.ts';

/** The engine, or a stand-in: loaded when data is read. */
export const engine = async (runner: Runner | undefined): Promise<Runner> =>
  runner ?? (await import('../check.ts')).check;

/** The one data set of a report. Throws FtlintError where files failed, or there is not exactly one. */
export function onlyDataset(report: Report, command: string): DatasetReport {
  const [failure] = report.failures;
  if (failure !== undefined) {
    // Most messages name the file themselves.
    const named = failure.message.startsWith(failure.path) ? failure.message : `${failure.path}: ${failure.message}`;
    throw new FtlintError(failure.code, named, failure.hint);
  }
  const [dataset, other] = report.datasets;
  if (dataset === undefined || other !== undefined)
    throw new FtlintError(
      'usage',
      dataset === undefined ? 'no data set was found' : `these are ${report.datasets.length} data sets`,
      `ftlint ${command} reads one: name its files, with --train and --eval where the names do not tell`,
    );
  return dataset;
}

/** What stands in a record is read back by its marks: names of files and classes must not look like one. */
function inPlainText({ measured, answers }: ReturnType<typeof measuredFrom>): ReturnType<typeof measuredFrom> {
  const gates = measured.gates.map((gate) => ({
    ...gate,
    title: plain(gate.title),
    shown: plain(gate.shown),
    against: plain(gate.against),
  }));
  return { measured: { ...measured, files: measured.files.map(plain), gates }, answers: withReasons(answers) };
}

/** Checks the files that were named and reads the answers out of the report. */
export async function measure(
  parsed: Parsed,
  task: Task | undefined,
  tasks: readonly Task[],
  runner: Runner | undefined,
  io: Io,
): Promise<{ readonly task: Task; readonly measured: Measured; readonly answers: Answers }> {
  const base = checkOptions(parsed, io);
  let facts: Facts | undefined;
  const report = await (
    await engine(runner)
  )({ ...base, ...(task !== undefined && { task: task.id }), extend: [factsRule((found) => (facts = found))] });
  if (io.signal.aborted) throw new Error('interrupted');
  const dataset = onlyDataset(report, 'advise');
  const found = task ?? tasks.find(({ id }) => id === dataset.task.id);
  if (found === undefined)
    throw new FtlintError(
      'unknown-task',
      `the task cannot be told from ${dataset.name}`,
      'name it with --task (ftlint tasks)',
    );
  return { task: found, ...inPlainText(measuredFrom(dataset, found, facts)) };
}
