import type { Measures } from '../core/measures.ts';
import type { NotChecked } from '../core/report.ts';
import type { SplitName } from '../core/tape.ts';
import type { Case } from './case.ts';

/** What this version cannot say anything about: silence is not a pass. */
const NOT_YET: readonly NotChecked[] = [
  { what: 'what a trainer or provider does to it', why: 'destinations are not in this version' },
  { what: 'length in tokens, answers cut by a trainer', why: 'not in this version; lengths are in characters' },
  { what: 'near-copies, wrong labels, personal data, secrets, benchmark contamination', why: 'not in this version' },
];

/** What was not checked, why, and what unlocks it. */
export function notChecked(c: Case, splits: ReadonlyMap<SplitName, Measures>): readonly NotChecked[] {
  const out: NotChecked[] = [];
  if (splits.size === 1 && splits.has('train')) {
    out.push({
      what: 'leakage into the evaluation data',
      why: ['no evaluation split', ...c.absent].join('; '),
      unlock: `--eval ${c.beside[0] ?? '<file>'}`,
    });
  } else if (c.absent.length > 0)
    out.push({ what: 'files that were declared', why: c.absent.join('; '), unlock: 'fetch them' });
  if (c.incomplete !== undefined)
    out.push({ what: 'the size of the whole set', why: c.incomplete, unlock: 'name all its shards' });
  return [...out, ...NOT_YET];
}
