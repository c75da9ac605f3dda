import type { LengthSummary } from '../stats/lengths.ts';
import type { Fate, TargetLength } from '../core/target-types.ts';
import { batchFactor, cutMean } from './cut-tokens.ts';
import type { DataFacts } from './run-cost.ts';

/** What a check counted for a trainer, over all records that the trainer can read. */
export interface Counted {
  readonly rows: Readonly<Record<Fate, number>>;
  /** Tokens of a record, before any is cut. */
  readonly lengths: LengthSummary;
  readonly total: number;
  /** Tokens of a record that is read, as it is read: cut at the trainer's own limit. */
  readonly read: LengthSummary;
  /** Of these, all that the loss sees. */
  readonly trained: number;
  /** Of the answers, before any is cut; undefined where a record has other parts than messages. */
  readonly answers: number | undefined;
  /** Tokens of a record at which the trainer cuts or drops; undefined: none is known. */
  readonly limit: number | undefined;
  /** Records above it. */
  readonly over: number;
  readonly policy: TargetLength['policy'];
  /** What the loss sees; undefined where that is not one thing for all records. */
  readonly learns: TargetLength['trained'] | undefined;
}

/** Rows as a trainer reads them. */
export interface RowsRead extends DataFacts {
  /** Of `rows`, those that are read and have nothing that is trained. */
  readonly untrained: number;
  /** Rows are cut once more, at a length of our own: their tokens are estimated from percentiles. */
  readonly estimated: boolean;
}

/** What the set is to a run with sequences of `sequence` tokens, in batches of `batch` rows that are not packed. */
export function rowsRead({ rows, read, trained: learnt, policy }: Counted, sequence: number, batch = 1): RowsRead {
  const kept = rows.asWritten + rows.changed + rows.truncated + rows.untrained;
  // What is cut in pieces is read whole, however short these are.
  const estimated = policy !== 'split' && read.max > sequence;
  const tokens = estimated ? Math.round((read.sum * cutMean(read, sequence)) / read.mean) : read.sum;
  const trained = read.sum === 0 ? 0 : Math.min(tokens, Math.round((learnt * tokens) / read.sum));
  const pieces = Math.max(1, Math.ceil(tokens / sequence));
  return {
    rows: kept,
    untrained: rows.untrained,
    tokens,
    trained,
    packedPadding: 1 - tokens / (pieces * sequence),
    alonePadding: Math.max(0, 1 - tokens / (kept * sequence)),
    batchPadding: policy === 'split' ? 0 : 1 - 1 / batchFactor(read, Math.min(batch, kept), sequence),
    estimated,
  };
}
