import type { CsvDialect, FilePlan, Segment, SegmentEnd } from '../../core/plan.ts';
import type { Batch } from '../../core/tape.ts';
import type { Scanner, Table } from '../../kernel/types.ts';
import { BATCH_BYTES, BATCH_RECORDS, isBlank } from '../batch.ts';
import type { ReadOptions } from '../batch.ts';
import { cellsOf } from './cells.ts';
import { createRowCutter } from './row-cutter.ts';
import { firstRow, strayQuote } from './segments.ts';
import type { RowSpan } from './row-cutter.ts';
import { textBom } from '../encoding.ts';
import { openFeed } from '../feed.ts';
import { invalidUtf8, lineFeeds } from '../invalid-utf8.ts';
import type { Source } from '../source.ts';

/** Cells that `pandas.read_csv` reads as missing (its `na_values` default, pandas 2.3), the empty one aside. */
const MISSING = new Set(
  '#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null'.split('|'),
);
/** A text has no cells that anybody takes for missing. */
const NONE: ReadonlySet<string> = new Set();
const QUOTE_BYTES = 64 * 1024 * 1024;
/** Rows that are read together by hand: a parser costs more to make than a row to read. */
const SLOW_ROWS = 1024;
/** Rows in a row that the scanner's fast way refuses before more than one is read by hand. */
const REFUSALS = 8;

/**
 * Rows of a table that begin in `segment`, under the plan's dialect; the header is no record. A segment that is not the whole
 * file is where rows begin only as long as every quote before it opens or closes a cell: throws FtlintError `stray-quote` on
 * the first that does not, and then the file must be read as one segment.
 */
export async function* readCsv(
  plan: FilePlan,
  segment: Segment,
  source: Source,
  scanner: Scanner,
  options: ReadOptions = {},
): AsyncGenerator<Batch, SegmentEnd> {
  const { batchBytes = BATCH_BYTES, quoteBytes = QUOTE_BYTES } = options;
  const dialect = plan.csv as CsvDialect;
  const divided = segment.start > 0 || segment.end !== Infinity;
  const begin = Math.max(0, segment.start - 1);
  const feed = openFeed(plan, source, begin, scanner.room);
  const rows = createRowCutter(
    dialect.delimiter.charCodeAt(0),
    dialect.quote === null ? -1 : 0x22,
    begin === 0 ? textBom(plan) : 0,
    quoteBytes,
  );
  const end: SegmentEnd = { bytes: 0, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 };
  let header = dialect.header && segment.start === 0;
  let refused = scanner.room === undefined ? REFUSALS : 0;

  // Lines of text: a line with a NUL is the one that the fast way leaves to be read by hand, where it is one cell.
  const missing = plan.container === 'text' ? NONE : MISSING;
  const table: Table = { ...dialect, delimiter: dialect.delimiter || '\0', missing };

  /** The next rows in the window, by hand, up to `limit` or `most` of them, and whether there may be more. */
  const take = (limit: number, most: number): { readonly spans: RowSpan[]; readonly more: boolean } => {
    const spans: RowSpan[] = [];
    while (rows.from < limit && spans.length < most) {
      const row = rows.next(feed.bytes, feed.length, feed.ended && feed.broken === undefined);
      if (row === undefined) return { spans, more: false };
      if (divided && (row.stray || row.unclosed)) throw strayQuote(plan);
      spans.push(row);
    }
    return { spans, more: true };
  };
  /** Hands as many rows as it takes to the scanner's fast way; false when it takes none. */
  const takeRows = (limit: number): boolean => {
    if (header || !rows.between) return false;
    const stop = scanner.rows(table, rows.from, feed.length, limit, feed.base, rows.line);
    refused = stop === rows.from ? refused + 1 : 0;
    if (refused > 0) return false;
    rows.jump(stop, scanner.taken.lines, scanner.taken.crlf);
    return true;
  };

  try {
    if (segment.start > 0)
      rows.jump(await firstRow(feed, segment, dialect.quote === null ? -1 : 0x22, batchBytes), 0, 0);
    for (let first = true; first || (!feed.ended && feed.base + rows.from < segment.end); first = false) {
      const done = Math.min(rows.from, feed.length);
      await feed.more(done, batchBytes);
      rows.shift(done);
      for (let more = true; more;) {
        scanner.begin(feed.bytes.subarray(0, feed.length));
        const limit = Math.min(rows.from + batchBytes, segment.end - feed.base);
        let problems = 0;
        while (more && rows.from < limit && scanner.records < BATCH_RECORDS && problems < BATCH_RECORDS) {
          if (takeRows(limit)) continue;
          const taken = take(limit, refused < REFUSALS ? 1 : SLOW_ROWS);
          more = taken.more;
          problems += addRows(taken.spans);
        }
        end.records += scanner.records;
        if (scanner.records > 0 || problems > 0) yield scanner.finish();
        if (feed.base + rows.from >= segment.end) break;
      }
    }
  } finally {
    await feed.close();
  }
  // The header is further on: whoever reads there takes it for a record.
  if (divided && header) throw strayQuote(plan);
  end.bytes = Math.max(0, Math.min(segment.end, feed.base + feed.length) - segment.start);
  end.lf = rows.lf;
  end.crlf = rows.crlf;
  end.lines = rows.line;
  if (feed.broken !== undefined) end.broken = feed.broken;
  return end;

  /** Adds rows to the batch; gives the number of problems that belong to no record. */
  function addRows(spans: readonly RowSpan[]): number {
    const full = spans.filter((row) => !blankRow(row));
    const texts = full.map((row) => ({
      text: feed.bytes.toString('utf8', row.from, row.to),
      quotes: row.quotes && !row.unclosed,
    }));
    const cells = cellsOf(texts, dialect);
    let k = 0;
    let blank = 0;
    for (const row of spans) {
      const offset = feed.base + row.from;
      if (blankRow(row)) {
        scanner.problem('blank-line', -1, offset, row.line);
        blank++;
        continue;
      }
      const index = k++;
      if (header) header = false;
      else addRow(row, texts[index].text, cells[index]);
    }
    end.blank += blank;
    return blank;
  }

  function addRow(row: RowSpan, text: string, cells: readonly string[]): void {
    const offset = feed.base + row.from;
    const place = { offset, length: row.after - row.from, line: row.line };
    const expected = dialect.columns.length;
    if (row.unclosed) {
      scanner.broken(place);
      scanner.problem('csv-unclosed-quote', scanner.records - 1, offset, row.line);
    } else if (cells.length !== expected) {
      scanner.broken(place);
      scanner.problem('csv-column-count', scanner.records - 1, offset, row.line, { found: cells.length, expected });
    } else {
      scanner.row(dialect.columns, cells, place);
      if (row.loose) scanner.problem('csv-loose-quote', scanner.records - 1, offset, row.line);
      const na = cells.findIndex((cell) => missing.has(cell));
      if (na >= 0)
        scanner.problem('csv-na-token', scanner.records - 1, offset, row.line, {
          cell: cells[na],
          column: dialect.columns[na],
        });
    }
    const bad = invalidUtf8(text, feed.bytes.subarray(row.from, row.to));
    if (bad < 0) return;
    const breaks = lineFeeds(feed.bytes, row.from, row.from + bad);
    scanner.problem('invalid-utf8', scanner.records - 1, offset + bad, row.line + breaks);
  }

  /** White space only; a tab that delimits is not white space but an empty cell. */
  function blankRow(row: RowSpan): boolean {
    if (row.unclosed || !isBlank(feed.bytes, row.from, row.to)) return false;
    return dialect.delimiter !== '\t' || feed.bytes.subarray(row.from, row.to).indexOf(0x09) < 0;
  }
}
