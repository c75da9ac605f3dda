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
  /** That the loss sees, after records are cut or dropped for their length. */
  readonly trained: number;
  /** Of the answers, before any is cut; undefined where a record has other parts than messages. */
  readonly answers: number | undefined;
  /** Records above `limit`. */
  readonly over: number;
  /** Tokens of a record at which the trainer cuts or drops; undefined: none is known. */
  readonly limit: number | undefined;
  readonly policy: TargetLength['policy'];
  /** What the loss sees; undefined where that is not one thing for all records. */
  readonly learns: TargetLength['trained'] | undefined;
}

/** Rows as a trainer reads them. */
export interface RowsRead extends DataFacts {
  /** Of `rows`, those that are read and have nothing that is trained. */
  readonly untrained: number;
  /** Tokens of rows that are cut or dropped were estimated from percentiles or means. */
  readonly estimated: boolean;
  /** Records that were measured and do not train for another reason than their length: taken to be as long as the rest, and to have no answer. */
  readonly others: number;
}

/** Records that the figures are about; the mean is rounded, so large sets are known to a few records in a thousand. */
const measured = ({ lengths, total }: Counted): number => (lengths.mean === 0 ? 0 : Math.round(total / lengths.mean));

const isGone = ({ policy }: Counted): boolean => policy === 'drop' || policy === 'fail';

/**
 * Tokens that are left of `total` once the trainer has cut or dropped what is too long. Exact where all tokens are trained, for
 * then the check counted what is lost. Else what the answers lost is known, and the prompts of rows that are dropped are taken
 * to be of the mean length; where answers are not known either, a curve through the percentiles says it.
 */
function afterLength(of: Counted, limit: number): { readonly tokens: number; readonly exact: boolean } {
  const { lengths, total, trained, answers, over, policy, learns } = of;
  const all = measured(of);
  if (learns === 'all') return { tokens: trained, exact: true };
  // What the rows within the limit hold at most: each of the others holds one token more than it.
  const most = total - over * (isGone(of) ? limit + 1 : 1);
  const curve = (): number => all * cutMean(lengths, limit) - (isGone(of) ? over * limit : 0);
  const least = learns === undefined ? 0 : Math.min(most, trained);
  const within = (tokens: number): number => Math.max(least, Math.min(most, Math.round(tokens)));
  if (answers === undefined || learns !== 'answers') return { tokens: within(curve()), exact: false };
  const lost = answers - trained;
  if (isGone(of)) return { tokens: within(total - lost - (over * (total - answers)) / Math.max(1, all)), exact: false };
  // A cut that reaches no prompt takes from the answers alone.
  if (policy === 'cut-end' && of.rows.untrained === 0 && of.rows.dropped === 0)
    return { tokens: within(total - lost), exact: false };
  return { tokens: within(Math.min(curve(), total - lost)), exact: false };
}

/** Tokens of the rows that stay, where a length of our own cuts them once more. */
function cutAt(of: Counted, tokens: number, sequence: number): number {
  const whole = Math.min(of.limit ?? Infinity, of.lengths.max);
  if (sequence >= whole || tokens === 0) return tokens;
  const before = cutMean(of.lengths, whole);
  return Math.round((tokens * cutMean(of.lengths, sequence)) / before);
}

/** Share of padding in batches of `batch` rows, each padded to its longest. */
function batchPadding(of: Counted, sequence: number, batch: number): number {
  const all = Math.max(1, measured(of));
  const kept = isGone(of) ? Math.max(0, 1 - of.over / all) : 1;
  const limit = Math.min(sequence, of.limit ?? Infinity);
  return 1 - 1 / batchFactor(of.lengths, Math.min(batch, all), limit, kept);
}

/** What the set is to a run with sequences of `sequence` tokens, in batches of `batch` rows that are not packed. */
export function rowsRead(of: Counted, sequence: number, batch = 1): RowsRead {
  const { rows, lengths, limit, policy, total } = of;
  const kept = rows.asWritten + rows.changed + rows.truncated + rows.untrained;
  const cuts = limit !== undefined && lengths.max > limit && policy !== 'none' && policy !== 'split';
  const own = cuts ? afterLength(of, limit) : { tokens: total, exact: true };
  const cut = policy === 'split' ? own.tokens : cutAt(of, own.tokens, sequence);
  // Rows that are gone for their length have taken their tokens with them; others have not.
  const goneByLength = cuts && isGone(of) ? of.over : 0;
  const lost = Math.max(0, rows.dropped + rows.crash - goneByLength);
  const others = Math.min(lost, Math.max(0, measured(of) - goneByLength - kept));
  const share = others === 0 ? 1 : kept / (kept + others);
  const tokens = Math.min(Math.round(cut * share), policy === 'split' ? Infinity : kept * sequence);
  // Most of what is dropped for another reason has no answer, so that nothing is taken off for it.
  const trained = own.tokens === 0 ? 0 : Math.min(tokens, Math.round((of.trained * cut) / own.tokens));
  const pieces = Math.max(1, Math.ceil(tokens / sequence));
  return {
    rows: kept,
    untrained: rows.untrained,
    tokens,
    trained,
    packedPadding: 1 - tokens / (pieces * sequence),
    alonePadding: Math.max(0, 1 - tokens / (kept * sequence)),
    batchPadding: policy === 'split' ? 0 : batchPadding(of, sequence, batch),
    estimated: !own.exact || cut !== own.tokens,
    others,
  };
}
