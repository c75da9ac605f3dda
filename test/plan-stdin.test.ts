import { describe, expect, test } from '@jest/globals';
import type { Io } from '../src/commands/io.ts';
import { main } from '../src/commands/main.ts';
import { check } from '../src/run/check.ts';
import { cwd, row } from './plan-run.ts';

/** Runs a plan of standard input that gives some rows, then nothing more and never ends; the signal comes when it waits. */
async function interrupted(words: readonly string[], reason: string): Promise<readonly [code: number, out: string]> {
  const stop = new AbortController();
  let out = '';
  const sink = { isTTY: false, columns: 80, write: async () => {} };
  const io: Io = {
    stdout: { ...sink, write: async (piece) => void (out += piece) },
    stderr: sink,
    stdin: async function* () {
      yield new TextEncoder().encode(`${JSON.stringify(row(1))}\n`.repeat(20));
      stop.abort(reason);
      await new Promise(() => {});
    },
    cwd,
    env: {},
    signal: stop.signal,
    now: () => 0,
    today: () => '2026-11-23',
  };
  return [await main(['plan', '-', '--model', '7B', ...words], io, check), out];
}

describe('a signal ends a plan whose standard input goes on', () => {
  test.each([
    ['SIGINT', [], 130],
    ['SIGINT', ['--for', 'trl-sft'], 130],
    ['SIGTERM', ['--for', 'trl-sft'], 143],
  ] as const)('%s, with %j: %i, and nothing is printed', async (reason, words, code) => {
    expect(await interrupted(words, reason)).toEqual([code, '']);
  });
});
