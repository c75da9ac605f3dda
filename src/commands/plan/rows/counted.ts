import type { DatasetReport } from '../../../core/report.ts';
import type { TargetShape } from '../../../core/target-types.ts';
import type { Counted } from '../../../plan/rows-read.ts';
import { lengthOf } from '../../../targets/length-rule.ts';
import { numberOf } from '../../../targets/parameters.ts';
import type { AtPlace } from './training.ts';

/** Rule of the finding that counts records above the limit. */
const OVER_RULE = 'target-length';

/** What a trainer does to records that are too long and what its loss sees: of the shape that they have, or of all alike. */
function lengthsOf({ asked, shape }: AtPlace): Pick<Counted, 'policy' | 'learns'> {
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

/** What the check counted for the place, whose own limit decides what is too long: never the context of another model. */
export function countedAt(at: AtPlace, { findings }: DatasetReport): Counted {
  const { asked, target } = at;
  const { records, read, total, trained, byRole } = target.tokens!;
  const over = findings.find(({ rule, scope }) => rule === OVER_RULE && scope === `target:${target.label}`);
  return {
    rows: target.rows,
    lengths: records,
    total,
    read: read.lengths,
    trained,
    // What is no message stands under no role, and may be prompt or answer.
    answers: (byRole['other'] ?? 0) > 0 ? undefined : (byRole['assistant'] ?? 0),
    limit: numberOf(asked.target.length.limit, asked.parameters) ?? undefined,
    over: over?.count ?? 0,
    ...lengthsOf(at),
  };
}
