import { missingAnswers } from '../../advise/answers.ts';
import type { Knowledge, Said } from '../../advise/asking.ts';
import type { Leaf } from '../../advise/tree-types.ts';
import { type Step, walk } from '../../advise/walk.ts';
import { FtlintError } from '../../core/error.ts';
import type { Task } from '../../core/gate-types.ts';
import { visible } from '../../reporters/visible.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';
import { resumeLine } from './resume.ts';
import { plain, withReasons } from './said.ts';

/** A path that ended in a leaf. */
interface Decided {
  readonly said: Said;
  readonly task: Task;
  readonly steps: readonly Step[];
  readonly leaf: Leaf;
}

/**
 * Asks whoever sits at the terminal for what is missing, and walks the tree. Throws FtlintError `unanswered` with what is
 * still missing, and with the command that goes on from there; throws when it is interrupted.
 */
export async function decided(start: Said, knowledge: Knowledge, parsed: Parsed, io: Io): Promise<Decided> {
  const { tree, tasks } = knowledge;
  const terminal = io.terminal?.();
  const answered =
    terminal === undefined ? start : await (await import('./terminal.ts')).askAll(start, knowledge, terminal);
  const title = answered.title ? plain(answered.title) : null;
  const said = { ...answered, title, answers: withReasons(answered.answers) };
  const resume = terminal === undefined ? [] : [`to go on: ${resumeLine(said, parsed)}`];
  if (io.signal.aborted) {
    for (const line of resume) await io.stderr.write(`${visible(line)}\n`);
    throw new Error('interrupted');
  }
  const found = walk(tree, said.answers);
  const { steps, leaf } = found;
  const task = tasks.find(({ id }) => id === said.task);
  if (leaf !== undefined && task !== undefined) return { said, task, steps, leaf };
  const missing = [
    ...(task === undefined ? ['--task <id>  (ftlint tasks)'] : []),
    ...missingAnswers(tree, found, said.answers),
  ];
  throw new FtlintError(
    'unanswered',
    'no decision yet: answers are missing, and none is assumed',
    [...missing, ...resume].join('\n'),
  );
}
