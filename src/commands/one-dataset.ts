import { FtlintError } from '../core/error.ts';
import type { DatasetReport, Report } from '../core/report.ts';

/** What tells which files belong together, by command: a plan takes no splits. */
const HINTS = {
  advise: 'ftlint advise reads one: name its files, with --train and --eval where the names do not tell',
  review: 'ftlint review reads one: name its files, with --train and --eval where the names do not tell',
  plan: 'a plan is for one: name its files',
} as const;

/** The one data set of a report that read everything. Throws FtlintError where files failed, or there is not exactly one. */
export function onlyDataset(report: Report, command: keyof typeof HINTS): DatasetReport {
  const [failure] = report.failures;
  if (failure !== undefined) {
    // Most messages name the file themselves.
    const named = failure.message.startsWith(failure.path) ? failure.message : `${failure.path}: ${failure.message}`;
    throw new FtlintError(failure.code, named, failure.hint);
  }
  if (!report.complete) throw new FtlintError('unread', 'not all of the data could be read', 'ftlint check says more');
  const [dataset, other] = report.datasets;
  if (dataset !== undefined && other === undefined) return dataset;
  throw new FtlintError(
    'usage',
    dataset === undefined ? 'no data set was found' : `these are ${report.datasets.length} data sets`,
    HINTS[command],
  );
}
