import type { Entry, RecordView } from '../core/record.ts';

/** Counts the tokens of strings, or estimates them. */
export interface TokenCounter {
  /** Name of the encoding, `estimate`, or the path of a tokenizer.json. */
  readonly id: string;
  readonly exact: boolean;
  /** Relative half width of the estimate's error (95 %) for one record, 0 when exact. */
  readonly error: number;
  /** Tokens of a string's text, an integer; 0 for what is no string. Encodings count special tokens in a text as plain text. */
  count(record: RecordView, entry: Entry): number;
}
