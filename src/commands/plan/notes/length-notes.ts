import { render } from '../../../core/template.ts';
import type { Counted } from '../../../plan/rows-read.ts';
import type { Settings } from '../../../plan/plan-types.ts';
import { grouped } from '../../../reporters/numbers.ts';
import type { PlannedRows } from '../rows/data-plan.ts';
import { isHosted, type Training } from '../rows/training.ts';

/** A batch is padded to its longest row, so that a limit many times as long is memory that no row takes. */
const MUCH_LONGER = 2;
const GRAIN = 8;

/** That the planned sequence is far longer than any row, with one that holds them all; nothing where rows are packed. */
function shorterNote({ counted, error }: Training, { sequence, packing }: Settings): readonly string[] {
  const enough = Math.ceil((counted.lengths.max * (1 + error)) / GRAIN) * GRAIN;
  if (packing || enough * MUCH_LONGER > sequence) return [];
  return [
    `memory is for rows of ${grouped(sequence)} tokens, and none has more than ${grouped(enough)}: --sequence ${enough} plans what they take`,
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
export function lengthNotes({ training, own, billed }: PlannedRows, settings: Settings): readonly string[] {
  const { over, limit, policy } = training.counted;
  const tokens = policy === 'drop' || policy === 'fail' ? 'of the others' : 'that are read';
  if (over > 0 && limit !== undefined) {
    const rest = billed.estimated ? `; the tokens ${tokens} are estimated` : '';
    return [render(`{n} {n?row is:rows are} longer than ${grouped(limit)} tokens${FATE[policy]}${rest}`, { n: over })];
  }
  if (own.estimated && !isHosted(training))
    return [
      `rows longer than ${grouped(settings.sequence)} tokens are not read whole: the tokens that are read are estimated from their lengths`,
    ];
  return shorterNote(training, settings);
}
