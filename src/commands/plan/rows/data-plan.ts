import type { DataPlan, Learns } from '../../../plan/plan-report.ts';
import type { Settings } from '../../../plan/plan-types.ts';
import { grouped } from '../../../core/template.ts';
import { rowsRead, type RowsRead } from '../../../plan/rows-read.ts';
import { billedTokens, stepsOf, tokenMoney } from '../../../plan/run-cost.ts';
import { learnsOf } from './shape.ts';
import { isHosted, type Training } from './training.ts';
import { verdictOf } from './verdict.ts';

/** Places that pack rows, and bill each as long as their longest sequence where that is turned off (docs.together.ai/docs/fine-tuning/pricing). */
const BILLS_PADDING: readonly string[] = ['together', 'together-tokens'];

/** What is learnt where no token is trained. */
const TOKENLESS: readonly Learns[] = ['labels', 'texts', 'samples'];

/** The rows of a plan: as a hosted place reads and bills them, and as a run of one's own does. */
export interface PlannedRows {
  readonly training: Training;
  /** What the place reads: by its own limit, not by the context of the planned models. */
  readonly billed: RowsRead;
  /** What a run with the planned sequence reads. */
  readonly own: RowsRead;
}

/** The rows at a length of sequences. */
export function plannedRows(training: Training, { sequence, batch, packing }: Settings): PlannedRows {
  const own = rowsRead(training.counted, sequence, packing ? 1 : batch);
  return { training, own, billed: isHosted(training) ? rowsRead(training.counted, Infinity) : own };
}

/** What a hosted place bills by. `off`: packing is off there, and the longest sequence is named. */
function ruleOf(padded: boolean, off: boolean, { sequence }: Settings): string {
  if (off) return `rows × ${grouped(sequence)} × epochs, for rows are not packed (--packing: tokens × epochs)`;
  return padded ? 'tokens × epochs (with packing off rows × --sequence × epochs)' : 'tokens × epochs';
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
}

/** The data set of a plan: rows, tokens, padding, steps, and what a hosted place would bill. */
export function dataPlan(
  { training, billed: read, own }: PlannedRows,
  settings: Settings,
  { gpus, tokenPrice, sequence, word }: DataAsked,
): DataPlan {
  const { at, files, tokenizer, error } = training;
  const learns = learnsOf(training);
  const pads = at !== undefined && BILLS_PADDING.includes(at.target.id);
  const off = pads && sequence && !settings.packing;
  const once = off ? read.rows * settings.sequence : read.tokens;
  const tokens = Math.round(billedTokens({ training: once, epochs: settings.epochs }));
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
      rule: ruleOf(pads, off, settings),
      tokens,
      ...(tokenPrice === undefined ? {} : { money: tokenMoney(tokens, tokenPrice) }),
    },
  };
}
