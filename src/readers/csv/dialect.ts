import type { CsvDialect } from '../../core/plan.ts';
import { cellsOf } from './cells.ts';
import { columnNames, hasHeader } from './header.ts';
import { headerDoubts } from './header-doubts.ts';
import { createRowCutter } from './row-cutter.ts';

/** Bytes and rows of the head that are tried under each dialect. */
const SAMPLE_BYTES = 256 * 1024;
const SAMPLE_ROWS = 500;
/** Rows of three cells and more, without one that differs, that are no prose. */
const EVEN_ROWS = 10;

const QUOTE = 0x22;

type Delimiter = Exclude<CsvDialect['delimiter'], ''>;
const NAMES: Readonly<Record<Delimiter, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|'];

interface Trial {
  readonly delimiter: Delimiter;
  readonly quote: '"' | null;
  readonly rows: readonly (readonly string[])[];
  /** Physical lines before each row. */
  readonly lines: readonly number[];
  /** Cells that most rows have, and the share of rows that have so many. */
  readonly columns: number;
  readonly share: number;
  /** A quote was seen. */
  readonly quoted: boolean;
  /** A quote stays open, or closes in the middle of a cell. */
  readonly unbalanced: boolean;
}

export interface DialectGuess {
  readonly dialect: CsvDialect;
  readonly why: readonly string[];
  /** Two columns or more in (nearly) all rows: a table without anybody saying so. */
  readonly sure: boolean;
  /** So sure that the name of a text does not speak against it. */
  readonly certain: boolean;
  /** What loaders will make of the first row that its writer did not mean. */
  readonly doubts: readonly string[];
  /** Lines of a title or a comment above the header; 0: none. */
  readonly above: number;
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
  if (best.delimiter === '\t' && !quotesWorkOut(text, whole, best)) {
    best = trial(sample, all, '\t', null);
    why.push('quotes are literal: they do not balance as quoting');
  }
  const { header, known = false, why: reason } = hasHeader(best.rows);
  const columns = header
    ? columnNames(best.rows[0])
    : Array.from({ length: best.columns }, (_, i) => `column_${i + 1}`);
  why.unshift(
    best.columns > 1
      ? `${NAMES[best.delimiter]}: ${best.columns} cells in ${Math.round(best.share * 100)} % of the rows`
      : 'one column',
    reason,
  );
  const sure = best.columns > 1 && best.share >= 0.8 && best.rows.length > 1;
  const even = best.share === 1 && best.columns > 2 && best.rows.length >= EVEN_ROWS;
  return {
    dialect: { delimiter: best.delimiter, quote: best.quote, header, columns },
    why,
    sure,
    certain: sure && best.share >= 0.95 && (best.delimiter === '\t' || known || even || endsInLabels(best)),
    doubts: headerDoubts(best.rows, { header }, reason),
    above: known ? 0 : linesAbove(best),
  };
}

/**
 * Whether a tab file's quotes can be quoting; many such files are written without any, and then cells begin with quotes
 * that do not balance, or the rows fall apart. Where the first rows hold none the whole head is asked; no quote at all is
 * no evidence against quoting.
 */
function quotesWorkOut(text: Uint8Array, whole: boolean, first: Trial): boolean {
  const far = !first.quoted && text.includes(QUOTE);
  const seen = far ? trial(text, whole, '\t', '"', Infinity) : first;
  if (!seen.quoted && !seen.unbalanced) return true;
  const literal = far
    ? trial(text, whole, '\t', null, Infinity)
    : trial(text.subarray(0, SAMPLE_BYTES), whole && text.length <= SAMPLE_BYTES, '\t', null);
  return !((seen.unbalanced && literal.share >= seen.share) || literal.share > seen.share);
}

/** Distinct words behind the last delimiter, at most one to so many rows: sentences and their labels. */
const ROWS_A_LABEL = 5;

/** Two cells in every one of many rows, the second a word that comes again and again: no prose is written so. */
function endsInLabels({ rows, columns, share }: Trial): boolean {
  if (columns !== 2 || share < 1 || rows.length < EVEN_ROWS) return false;
  const words = new Set(rows.map((row) => row[1].trim()));
  return words.size * ROWS_A_LABEL <= rows.length && [...words].every((word) => /^\S{1,40}$/.test(word));
}

/** A first row of one cell above rows of several, which no loader takes for anything but the header. */
function linesAbove({ rows, lines, columns }: Trial): number {
  if (rows[0].length > 1 || columns < 2 || rows.length < 3) return 0;
  const first = rows.findIndex((row) => row.length === columns);
  const rest = rows.slice(first);
  return rest.filter((row) => row.length === columns).length >= rest.length * 0.8 ? lines[first] : 0;
}

function trial(sample: Uint8Array, all: boolean, delimiter: Delimiter, quote: '"' | null, most = SAMPLE_ROWS): Trial {
  const cutter = createRowCutter(delimiter.charCodeAt(0), quote === null ? -1 : QUOTE, 0, Infinity);
  const bytes = Buffer.from(sample.buffer, sample.byteOffset, sample.length);
  const texts: { text: string; quotes: boolean }[] = [];
  const lines: number[] = [];
  let unbalanced = false;
  let quoted = false;
  while (texts.length < most) {
    const row = cutter.next(bytes, bytes.length, all);
    if (row === undefined) break;
    unbalanced ||= row.unclosed || row.loose;
    quoted ||= row.quotes;
    const text = bytes.toString('utf8', row.from, row.to);
    if (text.trim() === '' && !text.includes('\t')) continue;
    texts.push({ text, quotes: row.quotes && !row.unclosed });
    lines.push(row.line);
  }
  // A head that is one row, or one open quote, still has a first line to judge by.
  if (texts.length === 0)
    texts.push({ text: bytes.toString('utf8', 0, Math.min(bytes.length, 4096)).split(/\r?\n/)[0], quotes: false });
  // A quote that is open over half of the head; one at its end says nothing, and so does a rest that was not looked at.
  const looked = texts.length < most;
  if (!all && looked && quote !== null && bytes.length - cutter.from > bytes.length / 2) unbalanced = true;
  const rows = cellsOf(texts, { delimiter, quote });
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let columns = rows[0].length;
  for (const [cells, times] of counts) if (times > (counts.get(columns) ?? 0)) columns = cells;
  const share = (counts.get(columns) ?? 0) / rows.length;
  return { delimiter, quote, rows, lines, columns, share, quoted, unbalanced };
}
