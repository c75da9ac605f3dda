import type { DataPlan, Learns } from '../../plan/plan-report.ts';
import type { Settings } from '../../plan/plan-types.ts';
import type { RowsRead } from '../../plan/rows-read.ts';
import { billedTokens, stepsOf, tokenMoney } from '../../plan/run-cost.ts';
import { learnsOf } from './learnt.ts';
import type { Training } from './read-training.ts';

/** Places that bill each row as long as the longest sequence when rows are not packed. */
const BILLS_PADDING: readonly string[] = ['together', 'together-tokens'];

/** What is learnt where no token is trained. */
const TOKENLESS: readonly Learns[] = ['labels', 'texts', 'samples'];

/** The data set of a plan: rows, tokens, padding, steps, and what a hosted place would bill. */
export function dataPlan(
  training: Training,
  facts: RowsRead,
  settings: Settings,
  gpus: number,
  tokenPrice: number | undefined,
): DataPlan {
  const { target, files } = training;
  const learns = learnsOf(training);
  const padded = BILLS_PADDING.includes(target.id) && !settings.packing;
  const once = padded ? facts.rows * settings.sequence : facts.tokens;
  const tokens = Math.round(billedTokens({ training: once, epochs: settings.epochs }));
  return {
    files,
    target: target.label,
    tokenizer: target.tokens!.tokenizer,
    error: target.tokens!.error,
    rows: facts.rows,
    untrainedRows: facts.untrained,
    tokens: facts.tokens,
    learns,
    trainedTokens: TOKENLESS.includes(learns) ? 0 : facts.trained,
    padding: { alone: facts.alonePadding, packed: facts.packedPadding },
    steps: stepsOf(facts, settings, gpus),
    billed: {
      rule: padded ? 'rows × sequence × epochs, for rows are not packed' : 'tokens × epochs',
      tokens,
      ...(tokenPrice === undefined ? {} : { money: tokenMoney(tokens, tokenPrice) }),
    },
  };
}
