import type { Measures } from '../core/measures.ts';
import type { NotChecked, TargetReport } from '../core/report.ts';
import type { SplitName } from '../core/tape.ts';
import { nearTargets } from '../targets/near-targets.ts';
import type { Case } from './case.ts';
import { targetIndex } from './target-index.ts';

/** What this version cannot say anything about: silence is not a pass. */
const NOT_YET: readonly NotChecked[] = [
  { what: 'near-copies, wrong labels, personal data, secrets, benchmark contamination', why: 'not in this version' },
];

/** What was not checked, why, and what unlocks it; `targets`: those that the data was held against. */
export function notChecked(
  c: Case,
  splits: ReadonlyMap<SplitName, Measures>,
  targets: readonly TargetReport[] = [],
): readonly NotChecked[] {
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
  return [...out, ...(targets.length === 0 ? withoutTarget(c) : uncounted(targets)), ...withoutTemplate(c), ...NOT_YET];
}

/** What a target would tell, with those named whose shapes are nearest to these records. */
function withoutTarget({ seen }: Case): readonly NotChecked[] {
  const columns = Object.values(seen.fields).map((column) => column.split(/[/.]/)[0]);
  const near = nearTargets(targetIndex(), seen.kind, columns);
  const named = near.length === 0 ? '' : `; near by shape: ${near.join(', ')}`;
  return [
    {
      what: 'what a trainer or provider does to it',
      why: `no destination given${named}`,
      unlock: `--for ${near[0] ?? '<target>'}`,
    },
    { what: 'length in tokens, answers cut by a trainer', why: 'no destination given', unlock: '--for, --tokenizer' },
  ];
}

/** Conversations go through the template of a model before it sees them. */
function withoutTemplate({ seen, destinations }: Case): readonly NotChecked[] {
  if (seen.kind !== 'conversation' || destinations?.spec.template !== undefined) return [];
  return [
    { what: 'what a chat template drops or refuses', why: 'no template given', unlock: '--chat-template <file>' },
  ];
}

/** Tokens that were estimated. */
function uncounted(targets: readonly TargetReport[]): readonly NotChecked[] {
  const exact = targets.every(({ tokens }) => tokens === undefined || tokens.exact);
  if (exact) return [];
  return [{ what: 'exact length in tokens', why: 'estimated', unlock: '--tokenizer o200k_base' }];
}
