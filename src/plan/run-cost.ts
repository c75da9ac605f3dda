import type { Band, Settings } from './plan-types.ts';

/** What a data set is to a run. */
export interface DataFacts {
  readonly rows: number;
  /** Tokens of all rows, read once. */
  readonly tokens: number;
  /** Tokens that the loss sees, once. */
  readonly trained: number;
  /** Share of padding when rows are packed into sequences, in [0, 1]. */
  readonly packedPadding: number;
  /** Share of padding when each row is padded to the sequence. */
  readonly alonePadding: number;
  /** Share of padding when each batch is padded to its longest row, in [0, 1); 0 where rows are packed or come alone. */
  readonly batchPadding: number;
}

/** Steps of the optimizer. */
export interface Steps {
  readonly perEpoch: number;
  readonly all: number;
  /** Sequences that one takes: batch × accumulation × cards. */
  readonly rows: number;
}

/** The share of padding is itself a quotient: a whole number of sequences may come out a little above it. */
const ROUNDING = 1e-6;

/** Sequences of an epoch; packed rows share them, and a row that is split has several. */
function sequencesOf(data: DataFacts, { packing, sequence }: Settings): number {
  if (!packing) return Math.max(data.rows, Math.ceil(data.tokens / sequence - ROUNDING));
  return Math.ceil(data.tokens / (sequence * (1 - data.packedPadding)) - ROUNDING);
}

/** Micro-batches that each of `gpus` cards works through in all epochs: the last of an epoch may hold fewer rows. */
export const microBatchesOf = (data: DataFacts, settings: Settings, gpus: number): number =>
  Math.ceil(Math.ceil(sequencesOf(data, settings) / (settings.batch * gpus)) * settings.epochs);

/** Sequences of one step of the optimizer on `gpus` cards. */
const stepRows = ({ batch, accumulation }: Settings, gpus: number): number => batch * accumulation * gpus;

/** Steps for the batch on `gpus` cards. */
export function stepsOf(data: DataFacts, settings: Settings, gpus: number): Steps {
  const perEpoch = Math.ceil(sequencesOf(data, settings) / stepRows(settings, gpus));
  return { perEpoch, all: Math.ceil(perEpoch * settings.epochs), rows: stepRows(settings, gpus) };
}

/** Hours on the clock for so many tokens at a speed of each card. */
export const hoursOf = (tokens: number, speed: Band, gpus: number): Band => ({
  low: tokens / (speed.high * gpus) / 3600,
  high: tokens / (speed.low * gpus) / 3600,
});

/** Money for hours on the clock; `price` in dollars an hour and card. */
export const moneyOf = (hours: Band, price: Band, gpus: number): Band => ({
  low: hours.low * price.low * gpus,
  high: hours.high * price.high * gpus,
});

/** Whether a list of prices is older than it may be; dates as YYYY-MM-DD. */
export const isStale = (date: string, today: string, days: number): boolean =>
  Date.parse(today) - Date.parse(date) > days * 86_400_000;
