import { render } from '../../../core/template.ts';
import type { Counted } from '../../../plan/rows-read.ts';
import type { Settings } from '../../../plan/plan-types.ts';
import { grouped } from '../../../reporters/numbers.ts';
import type { PlannedRows } from '../rows/data-plan.ts';
import { isHosted } from '../rows/training.ts';

/** That memory is for rows as they are; nothing where they fill the sequence. */
function shorterNote({ sequence, longest }: Settings): readonly string[] {
  if (longest === undefined || longest >= sequence) return [];
  return [
    `memory is for the longest row, ${grouped(longest)} tokens and no more, and not for the ${grouped(sequence)} that the run is set to`,
  ];
}

/** What becomes of rows that are too long. */
const FATE: Readonly<Record<Counted['policy'], string>> = {
  'cut-end': ' and {n?is:are} cut',
  'cut-start': ' and {n?is:are} cut',
  'cut-both': ' and {n?is:are} cut',
  drop: ' and {n?is:are} dropped',
  fail: ' and {n?ends:end} the run: the plan is for the others',
  split: ' and {n?is:are} split',
  none: '',
};

/** What lengths mean for the run: rows that are too long, and a limit that no row comes near. */
export function lengthNotes({ training, own }: PlannedRows, settings: Settings): readonly string[] {
  const { over, limit, policy } = training.counted;
  if (over > 0 && limit !== undefined) {
    return [render(`{n} {n?row is:rows are} longer than ${grouped(limit)} tokens${FATE[policy]}`, { n: over })];
  }
  if (own.estimated && !isHosted(training))
    return [
      `rows longer than ${grouped(settings.sequence)} tokens are not read whole: the tokens that are read are estimated from their lengths`,
    ];
  return shorterNote(settings);
}
