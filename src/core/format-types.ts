import type { Entry } from './record.ts';

/** Why the values of a recognised shape do not fit. `code` is the id of the rule that reports it. */
export interface FormatIssue {
  readonly code: string;
  readonly entry: Entry;
  readonly data: Readonly<Record<string, string | number>>;
}
