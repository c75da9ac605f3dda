import type { Io } from '../src/commands/io.ts';
import { main } from '../src/commands/main.ts';

/** What `ftlint review` wrote. */
export interface Reviewed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `ftlint review` in a folder. */
export async function review(args: readonly string[], cwd: string, stdin?: Uint8Array): Promise<Reviewed> {
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
  const code = await main(['review', ...args], io);
  return { code, ...text };
}
