import { resolve } from 'node:path';
import type { ReviewResult } from '../../advise/review/page/result.ts';
import { FtlintError } from '../../core/error.ts';
import { plain } from './said.ts';

/** A review of other data is no evidence on this. Throws FtlintError where the page shows a record of a file that was not read. */
export function refuseOther({ files }: ReviewResult, read: readonly string[], cwd: string): void {
  // However the path was spelt.
  const known = new Set(read.map((file) => resolve(cwd, plain(file))));
  const other = files.find((file) => !known.has(resolve(cwd, plain(file))));
  if (other === undefined) return;
  throw new FtlintError(
    'advise',
    `the review shows records of ${other}, which is not among the files that were read: ${read.join(', ')}`,
    'give the files that were reviewed, by the same names, or a review of these',
  );
}
