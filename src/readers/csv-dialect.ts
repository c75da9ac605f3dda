import type { CsvDialect } from '../core/plan.ts';
import { cellsOf } from './csv-cells.ts';
import { columnNames, hasHeader } from './csv-header.ts';
import { createRowCutter } from './csv-rows.ts';

/** Bytes and rows of the head that are tried under each dialect. */
const SAMPLE_BYTES = 256 * 1024;
const SAMPLE_ROWS = 500;

type Delimiter = CsvDialect['delimiter'];
const NAMES: Readonly<Record<Delimiter, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|'];

interface Trial {
  readonly delimiter: Delimiter;
  readonly quote: '"' | null;
  readonly rows: readonly (readonly string[])[];
  /** Cells that most rows have, and the share of rows that have so many. */
  readonly columns: number;
  readonly share: number;
  /** A quote stays open, or closes in the middle of a cell. */
  readonly unbalanced: boolean;
}

export interface DialectGuess {
  readonly dialect: CsvDialect;
  readonly why: readonly string[];
  /** Two columns or more in (nearly) all rows: a table without anybody saying so. */
  readonly sure: boolean;
}

/** The dialect under which the head's rows agree best on their number of cells. `text` is UTF-8 without a mark. */
export function sniffDialect(text: Uint8Array, whole: boolean, extension: string): DialectGuess {
  const sample = text.subarray(0, SAMPLE_BYTES);
  const all = whole && sample.length === text.length;
  const home: Delimiter = extension === 'tsv' ? '\t' : ',';
  const trials = DELIMITERS.map((delimiter) => trial(sample, all, delimiter, '"'));
  const rank = (t: Trial): number =>
    t.share +
    (t.rows[0]?.length === t.columns ? 0.5 : 0) +
    (t.delimiter === home ? 0.2 : 0) +
    Math.min(t.columns, 10) / 100;
  const split = trials.filter((t) => t.columns > 1).toSorted((a, b) => rank(b) - rank(a));
  let best = split[0] ?? (trials.find((t) => t.delimiter === home) as Trial);
  const why: string[] = [];
  if (best.delimiter === '\t') {
    const literal = trial(sample, all, '\t', null);
    // Tab files are often written without any quoting; then quotes do not balance, or the rows fall apart.
    if ((best.unbalanced && literal.share >= best.share) || literal.share > best.share) {
      best = literal;
      why.push('quotes are literal: they do not balance as quoting');
    }
  }
  const { header, why: reason } = hasHeader(best.rows);
  const columns = header
    ? columnNames(best.rows[0])
    : Array.from({ length: best.columns }, (_, i) => `column_${i + 1}`);
  why.unshift(
    best.columns > 1
      ? `${NAMES[best.delimiter]}: ${best.columns} cells in ${Math.round(best.share * 100)} % of the rows`
      : 'one column',
    reason,
  );
  return {
    dialect: { delimiter: best.delimiter, quote: best.quote, header, columns },
    why,
    sure: best.columns > 1 && best.share >= 0.8 && best.rows.length > 1,
  };
}

function trial(sample: Uint8Array, all: boolean, delimiter: Delimiter, quote: '"' | null): Trial {
  const cutter = createRowCutter(delimiter.charCodeAt(0), quote === null ? -1 : 0x22, 0, Infinity);
  const bytes = Buffer.from(sample.buffer, sample.byteOffset, sample.length);
  const texts: { text: string; quotes: boolean }[] = [];
  let unbalanced = false;
  while (texts.length < SAMPLE_ROWS) {
    const row = cutter.next(bytes, bytes.length, all);
    if (row === undefined) break;
    unbalanced ||= row.unclosed || row.loose;
    const text = bytes.toString('utf8', row.from, row.to);
    if (text.trim() !== '' || text.includes('\t')) texts.push({ text, quotes: row.quotes && !row.unclosed });
  }
  // A head that is one row, or one open quote, still has a first line to judge by.
  if (texts.length === 0)
    texts.push({ text: bytes.toString('utf8', 0, Math.min(bytes.length, 4096)).split(/\r?\n/)[0], quotes: false });
  if (!all && quote !== null && bytes.length - cutter.from > bytes.length / 2) unbalanced = true;
  const rows = cellsOf(texts, { delimiter, quote });
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let columns = rows[0].length;
  for (const [cells, times] of counts) if (times > (counts.get(columns) ?? 0)) columns = cells;
  return { delimiter, quote, rows, columns, share: (counts.get(columns) ?? 0) / rows.length, unbalanced };
}
