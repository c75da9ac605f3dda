import type { DatasetReport, Failure, Verdict } from '../core/report.ts';
import type { CheckOptions } from './options.ts';

const VERDICTS: readonly Verdict[] = ['ready', 'ready-with-warnings', 'not-ready', 'cannot-tell'];
const LEVELS = { error: 0, warn: 1, info: 2 } as const;

/** The worst verdict over data sets; an input that could not be read is `cannot-tell`. */
export function worstVerdict(datasets: readonly DatasetReport[], failures: readonly Failure[]): Verdict {
  if (failures.length > 0 || datasets.length === 0) return 'cannot-tell';
  return worstOf(datasets.map(({ verdict }) => verdict));
}

/** The worst of some verdicts; ready where there is none. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS[Math.max(0, ...verdicts.map((verdict) => VERDICTS.indexOf(verdict)))];
}

/** 0, 1 or 2 as the contract says; over several data sets the largest. Interruption is the shell's affair. */
export function exitCodeOf(
  datasets: readonly DatasetReport[],
  failures: readonly Failure[],
  options: CheckOptions,
): number {
  if (failures.length > 0 || datasets.some((d) => d.verdict === 'cannot-tell')) return 2;
  const failing = datasets.some((d) => fails(d, options));
  return failing && options.exitZero !== true ? 1 : 0;
}

function fails(dataset: DatasetReport, { failOn = 'error', maxWarnings }: CheckOptions): boolean {
  // Zero usable records is never 0, whatever was switched off.
  if (dataset.verdict === 'not-ready' && dataset.measures.usable === 0) return true;
  if (dataset.findings.some((finding) => LEVELS[finding.severity] <= LEVELS[failOn])) return true;
  return maxWarnings !== undefined && warningsOf(dataset) > maxWarnings;
}

/** Sum of the counts of warnings; a finding about the set counts one. */
export function warningsOf(dataset: DatasetReport): number {
  return dataset.findings.reduce((sum, f) => sum + (f.severity === 'warn' ? (f.set ? 1 : f.count) : 0), 0);
}
