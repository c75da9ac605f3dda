import type { FtlintError } from '../core/error.ts';
import type { Failure } from '../core/report.ts';

/** Why one input could not be read, as the report says it. */
export function failureOf(
  path: string,
  { code, message, hint }: Pick<FtlintError, 'code' | 'message' | 'hint'>,
): Failure {
  return { path, code, message, ...(hint === undefined ? {} : { hint }) };
}
