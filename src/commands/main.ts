import { version } from '../version.ts';
import type { Runner } from './check.ts';
import type { Io } from './io.ts';
import { parsePlain } from './plain.ts';

const LISTS = { rules: 'rule', tasks: 'task', formats: 'format', gates: 'gate', targets: 'target' } as const;

/** By name: a bundle and a test's module registry may hold the class twice. */
const isFtlintError = (error: unknown): error is import('../core/error.ts').FtlintError =>
  (error as Error | null)?.name === 'FtlintError';

async function fail(error: unknown, io: Io): Promise<number> {
  const { visible, visibleLines } = await import('../reporters/visible.ts');
  if (isFtlintError(error)) {
    const hint =
      error.hint === undefined
        ? ''
        : visibleLines(error.hint)
            .split('\n')
            .map((line) => `  ${line}\n`)
            .join('');
    await io.stderr.write(`ftlint: ${visible(error.message)}\n${hint}`);
    return error.exitCode;
  }
  if (io.signal.aborted) {
    await io.stderr.write('ftlint: interrupted before there was a report\n');
    return io.signal.reason === 'SIGTERM' ? 143 : 130;
  }
  const stack =
    error instanceof Error || typeof (error as Error | null)?.stack === 'string'
      ? String((error as Error).stack)
      : String(error);
  await io.stderr.write(
    `ftlint: internal error (ftlint ${version}): please report it with these lines and, if you can, the record\n${visibleLines(stack)}\n`,
  );
  return 2;
}

async function dispatch(argv: readonly string[], io: Io, runner: Runner | undefined): Promise<number> {
  const parsed = parsePlain(argv) ?? (await import('./parse.ts')).parse(argv);
  const { command, named, switches } = parsed;
  if (switches.has('help')) {
    const { help } = await import('./help.ts');
    await io.stdout.write(help(named ? command : undefined, io.stdout.columns ?? 80));
    return 0;
  }
  if (switches.has('version')) {
    await io.stdout.write(`${version}\n`);
    return 0;
  }
  const words = [...parsed.positionals, ...parsed.literal];
  if (command === 'check') return (await import('./check.ts')).checkCommand(parsed, io, runner);
  if (command === 'scan') return (await import('./parts.ts')).scanCommand(parsed, io);
  if (command === 'merge') return (await import('./parts.ts')).mergeCommand(parsed, io);
  if (command === 'report') return (await import('./parts.ts')).reportCommand(parsed, io);
  if (command === 'advise') return (await import('./decisions.ts')).adviseCommand(parsed, io, runner);
  if (command === 'review') return (await import('./decisions.ts')).reviewCommand(parsed, io, runner);
  if (command === 'plan') return (await import('./plan/plan.ts')).planCommand(parsed, io, runner);
  const rulesDir = parsed.values.get('rules-dir')?.at(-1);
  if (command === 'explain') return (await import('./explain.ts')).explainCommand(words, io, rulesDir);
  const { FtlintError } = await import('../core/error.ts');
  if (words.length > 0)
    throw new FtlintError(
      'usage',
      `ftlint ${command} takes no argument`,
      `ftlint explain ${words[0]} shows one; ftlint check ${command} reads a folder of that name`,
    );
  const { listCommand } = await import('./list.ts');
  return listCommand(LISTS[command as keyof typeof LISTS], switches.has('json'), io, rulesDir);
}

/** Runs a command line; the exit code. Never throws. Every command is loaded when it is asked for. */
export async function main(argv: readonly string[], io: Io, runner?: Runner): Promise<number> {
  try {
    return await dispatch(argv, io, runner);
  } catch (error) {
    return fail(error, io);
  }
}
