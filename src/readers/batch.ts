import type { Batch, Problem } from '../core/tape.ts';

export interface ReadOptions {
  /** Bytes of input that a batch covers, about; a record is never cut. */
  readonly batchBytes?: number;
  /** Tape entries after which a batch is closed. */
  readonly batchEntries?: number;
  /** Bytes after which an open quote of a CSV cell is taken for a stray one. */
  readonly quoteBytes?: number;
}

export const BATCH_BYTES = 256 * 1024;
export const BATCH_ENTRIES = 32 * 1024;
/** Records that a batch holds, about. */
export const BATCH_RECORDS = 16 * 1024 - 1;

/**
 * Renames the scanner's `invalid-json` of the last record when all that is wrong with it is that the bytes end:
 * the scanner sees a text, only the reader knows that it was the last of its file.
 */
export function withTruncated(batch: Batch): Batch {
  const last = batch.records.count - 1;
  const cut = (problem: Problem): boolean =>
    problem.record === last && problem.code === 'invalid-json' && problem.data?.['cut'] === 1;
  if (!batch.problems.some(cut)) return batch;
  const problems = batch.problems.map((problem) =>
    cut(problem) ? { ...problem, code: 'truncated-last-record' } : problem,
  );
  return {
    tape: batch.tape,
    records: batch.records,
    keys: batch.keys,
    problems,
    split: batch.split,
    text: (entry) => batch.text(entry),
    recordBytes: (index) => batch.recordBytes(index),
  };
}

/** Whether `bytes[from, to)` is nothing but ASCII white space. */
export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0x20 && (bytes[i] < 0x09 || bytes[i] > 0x0d)) return false;
  return true;
}
