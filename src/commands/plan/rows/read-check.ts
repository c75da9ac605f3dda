import type { Report } from '../../../core/report.ts';
import type { CheckOptions } from '../../../run/options.ts';
import { type KeptStdin, keepStdin } from '../../kept-stdin.ts';
import type { Runner } from '../../check.ts';
import type { Io } from '../../io.ts';
import type { Parsed } from '../../parse.ts';
import { valueOf } from '../asked/flags.ts';

/** Reads the data of a plan as `ftlint check` does, as often as needed. */
export interface DataReader {
  readonly cwd: string;
  readonly rulesDir: string | undefined;
  readonly tokenizer: string | undefined;
  check(more: Pick<CheckOptions, 'for' | 'extend'>): Promise<Report>;
}

/** Calls `use` with a reader of the files; standard input is kept in a temporary file meanwhile where it may be read twice. */
export async function withReader<T>(
  files: readonly string[],
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
  const piped = files.includes('-');
  const kept: KeptStdin | undefined = piped && twice ? await keepStdin(io.stdin()) : undefined;
  const check = (more: Pick<CheckOptions, 'for' | 'extend'>): Promise<Report> =>
    run({
      inputs: files,
      cwd: io.cwd,
      signal: io.signal,
      today: io.today(),
      ...(piped && { stdin: kept?.again() ?? io.stdin() }),
      ...(stdinFilename !== undefined && { stdinFilename }),
      // Tokens are counted as a place counts them.
      ...(tokenizer !== undefined && more.for !== undefined && { tokenizer }),
      ...(chatTemplate !== undefined && { chatTemplate }),
      ...(rulesDir !== undefined && { rulesDir }),
      ...more,
    });
  try {
    return await use({ cwd: io.cwd, rulesDir, tokenizer, check });
  } finally {
    await kept?.close();
  }
}
