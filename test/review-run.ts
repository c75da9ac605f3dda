import type { Io } from '../src/commands/io.ts';
import { main } from '../src/commands/main.ts';

/** What a command wrote. */
export interface Reviewed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `ftlint review` in a folder. */
export const review = (args: readonly string[], cwd: string, stdin?: Uint8Array): Promise<Reviewed> =>
  run(['review', ...args], cwd, stdin);

/** Runs ftlint in a folder, without a terminal. */
export async function run(args: readonly string[], cwd: string, stdin?: Uint8Array): Promise<Reviewed> {
  const text = { out: '', err: '' };
  const sink = (name: 'out' | 'err'): Io['stdout'] => ({
    isTTY: false,
    columns: 100,
    write: async (piece) => void (text[name] += piece),
  });
  const io: Io = {
    stdout: sink('out'),
    stderr: sink('err'),
    stdin: async function* () {
      if (stdin !== undefined) yield stdin;
    },
    cwd,
    env: {},
    signal: new AbortController().signal,
    now: () => 0,
    today: () => '2026-11-23',
  };
  const code = await main(args, io);
  return { code, ...text };
}
