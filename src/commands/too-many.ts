import type { Report } from '../core/report.ts';
import { counted, grouped } from '../reporters/numbers.ts';
import { warningsOf } from '../run/exit-code.ts';
import type { CheckOptions } from '../run/options.ts';
import type { Io } from './io.ts';

/** Says on stderr that `--max-warnings` decided the exit code. */
export async function sayTooMany(report: Report, { maxWarnings }: CheckOptions, io: Io): Promise<void> {
  if (maxWarnings === undefined) return;
  const warnings = report.datasets.reduce((sum, d) => sum + warningsOf(d), 0);
  if (warnings <= maxWarnings) return;
  await io.stderr.write(`ftlint: ${counted(warnings, 'warning')}, --max-warnings allows ${grouped(maxWarnings)}\n`);
}
