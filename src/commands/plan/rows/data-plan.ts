import { billingOf, type BillingRules, billOf, type Evaluation, tokenMoney } from '../../../plan/billing.ts';
import { type Passes, passesOf } from '../../../plan/passes.ts';
import type { DataPlan, Learns } from '../../../plan/plan-report.ts';
import type { Settings } from '../../../plan/plan-types.ts';
import { rowsRead, type RowsRead } from '../../../plan/rows-read.ts';
import { stepsOf } from '../../../plan/run-cost.ts';
import type { ThroughputRules } from '../../../plan/throughput.ts';
import { learnsOf } from './shape.ts';
import { isHosted, type Training } from './training.ts';
import { verdictOf } from './verdict.ts';

/** What is learnt where no token is trained. */
const TOKENLESS: readonly Learns[] = ['labels', 'texts', 'samples'];

/** The rows of a plan: as a hosted place reads and bills them, and as a run of one's own does. */
export interface PlannedRows {
  readonly training: Training;
  /** What the place reads: by its own limit, not by the context of the planned models. */
  readonly billed: RowsRead;
  /** What a run with the planned sequence reads. */
  readonly own: RowsRead;
  /** What training on pairs reads beside; undefined where rows are no pairs. */
  readonly passes: Passes | undefined;
}

/** How often the tokens of pairs pass through a model; undefined where rows are no pairs. */
function pairPasses(training: Training, { reference }: ThroughputRules): Passes | undefined {
  if (learnsOf(training) !== 'pairs') return undefined;
  const { target } = training.at!;
  const { total, trained, byRole } = target.tokens!;
  const all = Object.values(byRole).reduce((sum, count) => sum + count, 0);
  return passesOf({ all, trained, longer: total }, reference.targets.includes(target.id));
}

/** What a hosted place reads of the rows: by its own limit alone. */
export const hostedRows = ({ counted }: Training): RowsRead => rowsRead(counted, Infinity);

/** The rows at a length of sequences. */
export function plannedRows(
  training: Training,
  { sequence, batch, packing }: Settings,
  throughput: ThroughputRules,
): PlannedRows {
  const own = rowsRead(training.counted, sequence, packing ? 1 : batch);
  const billed = isHosted(training) ? hostedRows(training) : own;
  return { training, own, billed, passes: pairPasses(training, throughput) };
}

/** What the command line says beside the settings. */
export interface DataAsked {
  readonly gpus: number;
  /** Dollars for a million tokens. */
  readonly tokenPrice: number | undefined;
  /** `--sequence` was given. */
  readonly sequence: boolean;
  /** As `--for` names the place. */
  readonly word: string | undefined;
  readonly evaluation: Evaluation | undefined;
}

/** The data set of a plan: rows, tokens, padding, steps, and what a hosted place would bill. */
export function dataPlan(
  { training, billed: read, own }: PlannedRows,
  settings: Settings,
  { gpus, tokenPrice, sequence, word, evaluation }: DataAsked,
  billing: BillingRules,
): DataPlan {
  const { at, files, tokenizer, error } = training;
  const learns = learnsOf(training);
  const place = billingOf(at?.target.id, billing);
  const bill = billOf(place, {
    rows: read.rows,
    tokens: read.tokens,
    epochs: settings.epochs,
    unpacked: sequence && !settings.packing ? settings.sequence : undefined,
    evaluation,
  });
  return {
    files,
    target: at?.target.label ?? 'rows',
    hosted: isHosted(training),
    ...verdictOf(training, word),
    tokenizer,
    error,
    rows: read.rows,
    untrainedRows: read.untrained,
    tokens: read.tokens,
    learns,
    // Of pairs both answers are seen, and the tokens are those of the longer side.
    trainedTokens: TOKENLESS.includes(learns) ? 0 : learns === 'pairs' ? training.counted.trained : read.trained,
    padding: { alone: own.alonePadding, packed: own.packedPadding, batch: own.batchPadding },
    steps: stepsOf(own, settings, gpus),
    billed: {
      ...bill,
      source: place.evidence.source,
      ...(tokenPrice === undefined ? {} : { money: tokenMoney(bill.tokens, tokenPrice) }),
    },
  };
}
