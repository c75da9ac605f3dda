import type { Report } from '../../../core/report.ts';
import type { CheckOptions } from '../../../run/options.ts';
import { type KeptStdin, keepStdin } from '../../kept-stdin.ts';
import type { Runner } from '../../check.ts';
import { interruptible, type Io } from '../../io.ts';
import type { Parsed } from '../../parse.ts';
import { valueOf } from '../asked/flags.ts';

/** Reads the data of a plan as `ftlint check` does, as often as needed. */
export interface DataReader {
  readonly cwd: string;
  readonly rulesDir: string | undefined;
  readonly tokenizer: string | undefined;
  check(what: Pick<CheckOptions, 'inputs' | 'for' | 'extend'>): Promise<Report>;
}

/** Calls `use` with a reader; standard input is kept in a temporary file meanwhile where it may be read twice. */
export async function withReader<T>(
  twice: boolean,
  parsed: Parsed,
  io: Io,
  runner: Runner | undefined,
  use: (reader: DataReader) => Promise<T>,
): Promise<T> {
  const run = runner ?? (await import('../../check.ts')).check;
  const [tokenizer, chatTemplate, rulesDir, stdinFilename] = [
    valueOf(parsed, 'tokenizer'),
    valueOf(parsed, 'chat-template'),
    valueOf(parsed, 'rules-dir'),
    valueOf(parsed, 'stdin-filename'),
  ];
  const stdin = (): AsyncIterable<Uint8Array> => interruptible(io.stdin(), io.signal);
  let kept: KeptStdin | undefined;
  const check: DataReader['check'] = async (what) => {
    const piped = what.inputs.includes('-');
    if (piped && twice) kept ??= await keepStdin(stdin());
    const report = await run({
      cwd: io.cwd,
      signal: io.signal,
      today: io.today(),
      ...(piped && { stdin: kept?.again() ?? stdin() }),
      ...(piped && stdinFilename !== undefined && { stdinFilename }),
      // Tokens are counted as a place counts them.
      ...(tokenizer !== undefined && what.for !== undefined && { tokenizer }),
      ...(chatTemplate !== undefined && { chatTemplate }),
      ...(rulesDir !== undefined && { rulesDir }),
      ...what,
    });
    // What was read until the signal says nothing about the rest.
    if (io.signal.aborted) throw new Error('interrupted');
    return report;
  };
  try {
    return await use({ cwd: io.cwd, rulesDir, tokenizer, check });
  } finally {
    await kept?.close();
  }
}
