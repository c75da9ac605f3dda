import type { Entry, RecordView } from '../../../core/record.ts';
import { saidBy } from './messages.ts';

/** A part of a sample as a reader knows it. */
export interface Named {
  readonly name: string;
  readonly text: string;
  /** What it shows, the first under the key that is named. */
  readonly entries: readonly Entry[];
  /** Whether the model is given it, and does not learn to write it. */
  readonly given: boolean;
}

/** A part, unless the record lacks it. */
export const partAt =
  (record: RecordView) =>
  (name: string, entry: Entry, given: boolean, text = (): string => saidBy(record, entry)): readonly Named[] =>
    entry < 0 ? [] : [{ name, text: text(), entries: [entry], given }];

/** A part that the record should have. */
export const missing = (name: string): Named => ({ name, text: '(missing)', entries: [-1], given: false });
