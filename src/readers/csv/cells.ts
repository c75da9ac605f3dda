import { parse } from 'csv-parse/sync';
import type { CsvDialect } from '../../core/plan.ts';

/** A row's text, without its line end. */
export interface RowText {
  readonly text: string;
  readonly quotes: boolean;
}

/** Cells of each row. Rows without a quote are split at the delimiter, which is all that a parser would do; the others go through csv-parse. */
export function cellsOf(
  rows: readonly RowText[],
  dialect: Pick<CsvDialect, 'delimiter' | 'quote'>,
): readonly (readonly string[])[] {
  if (dialect.delimiter === '') return rows.map((row) => [row.text]);
  const hard = dialect.quote === null ? [] : rows.filter((row) => row.quotes);
  // A parser costs more to make than a row to read: all at once, and one by one only if it saw other rows than the cutter did.
  let parsed = hard.length === 0 ? [] : parseAll(hard.map((row) => row.text).join('\n'), dialect.delimiter);
  // A row that ends with a CR of its own would give it to the line end between.
  const torn = parsed.length !== hard.length || hard.some((row) => row.text.endsWith('\r'));
  if (torn) parsed = hard.map((row) => parseAll(row.text, dialect.delimiter)[0] ?? [row.text]);
  let next = 0;
  return rows.map((row) => (row.quotes && dialect.quote !== null ? parsed[next++] : row.text.split(dialect.delimiter)));
}

function parseAll(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, relax_quotes: true, relax_column_count: true, record_delimiter: ['\n', '\r\n'] });
  } catch {
    // The cutter closed the quote where the parser would not: the row alone is taken as it stands.
    return [];
  }
}
