import type { Container, CsvDialect, FileNote, JsonRows } from '../core/plan.ts';
import type { DialectGuess } from './csv/dialect.ts';

/** The part of a plan that the content decides. */
export interface Reading {
  readonly container: Container;
  readonly csv?: CsvDialect;
  readonly rows?: JsonRows;
  readonly why: readonly string[];
  /** The extension may call it something else without being wrong. */
  readonly anyName?: boolean;
  readonly notes?: readonly FileNote[];
}

/** A table, with what loaders will make of its first row as a note. */
export const asTable = ({ dialect, why, doubts }: DialectGuess): Reading => ({
  container: dialect.delimiter === '\t' ? 'tsv' : 'csv',
  csv: dialect,
  why,
  notes: doubts.length === 0 ? [] : [{ code: 'csv-header', offset: 0, line: 0, data: { doubts: doubts.join('; ') } }],
});
