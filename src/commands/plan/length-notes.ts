import { render } from '../../core/template.ts';
import type { Counted, RowsRead } from '../../plan/rows-read.ts';
import type { Settings } from '../../plan/plan-types.ts';
import { grouped } from '../../reporters/numbers.ts';
import { countedOf } from './count-rows.ts';
import type { Training } from './read-training.ts';

/** A batch is padded to its longest row, so that a limit many times as long is memory that no row takes. */
const MUCH_LONGER = 2;
const GRAIN = 8;

/** That the planned sequence is far longer than any row, with one that holds them all; nothing where rows are packed. */
function shorterNote({ target }: Training, { sequence, packing }: Settings): readonly string[] {
  const { records, error } = target.tokens!;
  const enough = Math.ceil((records.max * (1 + error)) / GRAIN) * GRAIN;
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
export function lengthNotes(training: Training, settings: Settings, { estimated }: RowsRead): readonly string[] {
  const { over, limit, policy } = countedOf(training);
  const tokens = policy === 'drop' || policy === 'fail' ? 'of the others' : 'that are read';
  const rest = estimated ? `; the tokens ${tokens} are estimated` : '';
  if (over > 0 && limit !== undefined)
    return [render(`{n} {n?row is:rows are} longer than ${grouped(limit)} tokens${FATE[policy]}${rest}`, { n: over })];
  if (estimated)
    return [
      `rows longer than ${grouped(settings.sequence)} tokens are not read whole: the tokens that are read are estimated from their lengths`,
    ];
  return shorterNote(training, settings);
}
