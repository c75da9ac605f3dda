import { FtlintError } from '../../core/error.ts';
import type { NumberedTable } from './json-rows.ts';

/** Refuses a table that is one object: no loader makes records of it, and read as a record it says nothing about the data. */
export function refuseNumbered(numbered: NumberedTable | undefined, path: string): void {
  if (numbered === undefined) return;
  throw new FtlintError(
    'not-by-rows',
    numbered === 'columns'
      ? `${path} is written by columns, each an object of numbered cells, as pandas' to_json does unless told otherwise.`
      : `${path} is written as one object of numbered rows, as pandas' to_json does with orient='index'.`,
    "Write one record a line: df.to_json(path, orient='records', lines=True)",
  );
}
