import type { Report } from './core/report.ts';
import { check as run } from './run/check.ts';
import type { CheckOptions } from './run/options.ts';

export type * from './core/report.ts';
export type { Accepted, CheckOptions, Columns, Progress } from './run/options.ts';
export type { Rule, RuleMeta, RecordRule, FoldRule, GroupRule } from './core/rule-types.ts';
export { FtlintError } from './core/error.ts';
export { defineFoldRule, defineGroupRule, defineRecordRule } from './rule.ts';
export { version } from './version.ts';

/** What can be checked: paths, folders and globs; a stream of bytes; or records as JavaScript objects. */
export type Input =
  | string
  | readonly string[]
  | { readonly bytes: AsyncIterable<Uint8Array>; readonly name?: string }
  | { readonly records: AsyncIterable<unknown> | Iterable<unknown>; readonly name?: string };

/**
 * Checks data sets and returns the report object (`rules/schema/report.schema.json`).
 * Reads every input once; opens no network connection; writes nothing.
 * Throws `FtlintError` for what the caller must change first: an unknown task or rule, a column that no record has.
 *
 * @example
 * const report = await check('train.jsonl', { task: 'classification' });
 * if (report.exitCode !== 0) console.error(report.datasets[0].distance);
 */
export async function check(input: Input, options: Omit<CheckOptions, 'inputs' | 'stdin'> = {}): Promise<Report> {
  if (typeof input === 'string') return run({ ...options, inputs: [input] });
  if (!('bytes' in input) && !('records' in input)) return run({ ...options, inputs: input });
  const stdin = 'bytes' in input ? input.bytes : lines(input.records);
  return run({ ...options, inputs: ['-'], stdin, ...(input.name === undefined ? {} : { stdinFilename: input.name }) });
}

const LINES = 256;

/** Records as JSON lines; `undefined` and functions, which JSON cannot hold, become null records and are reported. */
async function* lines(records: AsyncIterable<unknown> | Iterable<unknown>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  let text = '';
  let held = 0;
  for await (const record of records) {
    text += `${JSON.stringify(record) ?? 'null'}\n`;
    if (++held < LINES) continue;
    yield encoder.encode(text);
    text = '';
    held = 0;
  }
  if (held > 0) yield encoder.encode(text);
}
