import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forget } from './data.mjs';
import { measure } from './measure.mjs';
import { keyOf } from './programs.mjs';
import { median } from './statistics.mjs';

/** Start-up is short and noisy: it is measured this many times more often. */
const STARTUP_RUNS = 4;

/**
 * Runs the programs in alternation: every round runs each once, and every round begins with another one, so that
 * what the machine does beside us hits all alike. Returns what each did, by key.
 */
export function runRounds(programs, files, runs, say) {
  const results = new Map();
  const groups = [programs.filter(({ startup }) => !startup), programs.filter(({ startup }) => startup)];
  for (const group of groups) {
    const rounds = group.some(({ startup }) => startup) ? runs * STARTUP_RUNS : runs;
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}: ${group.length} programs`);
      for (let i = 0; i < group.length; i++) runOnce(group[(i + round) % group.length], files, results);
    }
  }
  return new Map([...results].map(([key, result]) => [key, summary(result)]));
}

function runOnce(program, files, results) {
  const key = keyOf(program);
  const file = program.data === undefined ? undefined : files.get(program.data);
  const { name, data, missing, failed } = program;
  const known = { name, data, missing, failed, bytes: file?.bytes, rows: file?.planted.rows };
  const result = results.get(key) ?? { ...known, seconds: [], cpus: [], peaks: [] };
  results.set(key, result);
  if (result.missing !== undefined || result.failed !== undefined) return;
  const run = runProgram(program, file);
  result.failed = run.failed;
  result.seconds.push(run.seconds);
  result.cpus.push(run.cpu);
  result.peaks.push(run.peak);
}

/** One run of a program over its file, with a scratch folder of its own. */
export function runProgram(program, file) {
  const scratch = mkdtempSync(join(tmpdir(), 'ftlint-bench-scratch-'));
  try {
    return measure(program.command(file?.path, file?.task, file?.kind, scratch), { codes: program.codes });
  } finally {
    forget(scratch);
  }
}

const summary = (result) => ({
  ...result,
  median: median(result.seconds),
  cpu: median(result.cpus),
  peak: median(result.peaks),
});
