import type { TargetShape } from '../../core/target-types.ts';
import { type Counted, rowsRead, type RowsRead } from '../../plan/rows-read.ts';
import { lengthOf } from '../../targets/length-rule.ts';
import type { Training } from './read-training.ts';

/** Rule of the finding that counts records above the limit. */
const OVER_RULE = 'target-length';

/** What a trainer does to records that are too long and what its loss sees: of the shape that they have, or of all alike. */
function lengthsOf({ asked, shape }: Training): Pick<Counted, 'policy' | 'learns'> {
  const shapes: readonly TargetShape[] = shape === undefined ? asked.target.shapes : [shape];
  const all = shapes.map((one) => lengthOf(asked, one));
  const [{ policy, trained }] = all;
  const paired = shapes.some(({ kind }) => kind === 'preference');
  return {
    policy: all.every((one) => one.policy === policy) ? policy : asked.target.length.policy,
    // The check counts what the loss sees of both sides of a pair, and the tokens of one.
    learns: paired || all.some((one) => one.trained !== trained) ? undefined : trained,
  };
}

/** What the check counted for the trainer. */
export function countedOf(training: Training): Counted {
  const { dataset, target } = training;
  const { records, total, trained, byRole } = target.tokens!;
  const over = dataset.findings.find(({ rule, scope }) => rule === OVER_RULE && scope === `target:${target.label}`);
  return {
    rows: target.rows,
    lengths: records,
    total,
    trained,
    // What is no message stands under no role, and may be prompt or answer.
    answers: (byRole['other'] ?? 0) > 0 ? undefined : (byRole['assistant'] ?? 0),
    over: over?.count ?? 0,
    limit: training.length,
    ...lengthsOf(training),
  };
}

/** The rows of a data set as the trainer reads them at a length. */
export const readRows = (training: Training, sequence: number): RowsRead => rowsRead(countedOf(training), sequence);
