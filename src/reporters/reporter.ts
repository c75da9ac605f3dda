import type { Report } from '../core/report.ts';

/** What the place that a report is written to asks of its text. */
export interface ReportContext {
  /** Terminal cells in a line; 80 in a log. */
  readonly columns: number;
  readonly color: boolean;
  /** How much record text a finding's place may show. */
  readonly excerpts: 'none' | 'short' | 'full';
  /** Only what decided, and the verdict line. */
  readonly quiet: boolean;
  /** Findings below it are left out. */
  readonly least: 'error' | 'warn' | 'info';
  /** Places shown for each finding; Infinity shows all. */
  readonly limit: number;
}

/** A report as text, in pieces, so that a long one is never held whole. */
export type Reporter = (report: Report, context: ReportContext) => Iterable<string>;
