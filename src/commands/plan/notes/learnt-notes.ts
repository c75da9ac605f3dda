import type { Learns } from '../../../plan/plan-report.ts';
import type { ThroughputRules } from '../../../plan/throughput.ts';
import { grouped } from '../../../reporters/numbers.ts';
import type { PlannedRows } from '../rows/data-plan.ts';
import { learnsOf, unreadLabel } from '../rows/shape.ts';
import { percentOf } from '../show/words.ts';

const AT_PLACE: Readonly<Partial<Record<Learns, (id: string) => string>>> = {
  labels: (id) =>
    `${id} trains one label a row by a head of its own: no token is written, and the head is not counted here`,
  texts: (id) =>
    `${id} compares whole texts: no token is trained for itself; rows that it makes of yours are not counted here`,
  samples: (id) =>
    `${id} trains on what the model answers to these prompts, which no file tells: tokens, hours and money are of reading the prompts once, a lower bound`,
};

/** The answers are labels: what of that the loss sees, and what the run pays for. */
function labelNote({ training, own }: PlannedRows, learns: Learns): readonly string[] {
  const { at, dataset, counted } = training;
  if (at === undefined || (dataset.task.id !== 'classification' && dataset.task.id !== 'sentiment')) return [];
  if (learns === 'answers' || learns === 'last-answer') {
    const share = percentOf(own.trained / own.tokens);
    return [`the answers are labels: the loss sees ${share} of the tokens, and all are paid for`];
  }
  const answers = at.target.tokens!.byRole['assistant'] ?? 0;
  if (learns !== 'all' || answers === 0) return [];
  return [
    `the answers are labels, ${percentOf(answers / counted.total)} of the tokens: ${at.target.id} trains the prompts too, where most of the loss is`,
  ];
}

/** Both sides of a pair are read, by the reference model too. */
function pairNote({ training, passes }: PlannedRows, rules: ThroughputRules): readonly string[] {
  if (passes === undefined) return [];
  const sides = `tokens are of the longer side of each pair: both sides are read, ${passes.sides.toFixed(2)} times as many`;
  return [
    passes.reference
      ? `${sides}, and the reference model reads them too, forward alone, ${rules.reference.value} operations a parameter and token: hours count both (${rules.reference.evidence.source}), and memory both sides and, of Full FT, the second model`
      : `${sides}: hours and memory count them; a reference model, where ${training.at!.target.id} runs one, is not counted`,
  ];
}

/** What is learnt of the rows where the number of trained tokens alone would mislead, a sentence each. */
export function learntNotes(rows: PlannedRows, rules: ThroughputRules): readonly string[] {
  const { training, billed } = rows;
  const { at, dataset } = training;
  const learns = learnsOf(training);
  const own = at === undefined ? undefined : AT_PLACE[learns]?.(at.asked.target.id);
  const column = at === undefined ? undefined : unreadLabel(at, dataset);
  const notes = [...(own === undefined ? [] : [own]), ...pairNote(rows, rules)];
  if (column !== undefined)
    notes.push(
      `${at!.target.id} does not read the column "${column}": the run learns to write the texts and no label; with the label as the answer to a prompt it would`,
    );
  notes.push(...labelNote(rows, learns));
  if (billed.untrained > 0)
    notes.push(
      `${grouped(billed.untrained)} of the rows are read and have nothing that the loss sees; ftlint check says why`,
    );
  return notes;
}
