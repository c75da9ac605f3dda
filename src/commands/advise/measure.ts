import { type Facts, factsRule } from '../../advise/facts-rule.ts';
import { type Measured, measuredFrom } from '../../advise/measured.ts';
import type { Answers } from '../../advise/tree-types.ts';
import { FtlintError } from '../../core/error.ts';
import type { Task } from '../../core/gate-types.ts';
import { checkOptions } from '../ask.ts';
import type { Runner } from '../check.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';
import { onlyDataset } from '../one-dataset.ts';
import { plain, withReasons } from './said.ts';

/** The engine, or a stand-in: loaded when data is read. */
export const engine = async (runner: Runner | undefined): Promise<Runner> =>
  runner ?? (await import('../check.ts')).check;

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
