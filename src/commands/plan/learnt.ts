import type { Learns } from '../../plan/plan-report.ts';
import type { RowsRead } from '../../plan/rows-read.ts';
import { grouped } from '../../reporters/numbers.ts';
import { countedOf } from './count-rows.ts';
import type { Training } from './read-training.ts';
import { percentOf } from './words.ts';

/** What each kind of sample teaches where that is no token. */
const BY_KIND: Readonly<Record<string, Learns>> = {
  'labelled-text': 'labels',
  tuple: 'texts',
  prompt: 'samples',
  preference: 'pairs',
};

/** What the loss sees of the rows at their place. */
export function learnsOf(training: Training): Learns {
  const { asked, shape } = training;
  const kinds = new Set(shape === undefined ? asked.target.shapes.map(({ kind }) => kind) : [shape.kind]);
  const [kind] = kinds;
  return (kinds.size === 1 ? BY_KIND[kind] : undefined) ?? countedOf(training).learns ?? 'some';
}

/** Column of labels that the place does not read; undefined where it reads them or there are none. */
function unreadLabel({ dataset: { format }, shape }: Training): string | undefined {
  const column = format.fields['label'];
  if (column === undefined || shape === undefined) return undefined;
  return Object.values(shape.fields).some(({ keys }) => keys.includes(column)) ? undefined : column;
}

const AT_PLACE: Readonly<Partial<Record<Learns, (id: string) => string>>> = {
  labels: (id) =>
    `${id} trains one label a row by a head of its own: no token is written, and the head is not counted here`,
  texts: (id) =>
    `${id} compares whole texts: no token is trained for itself; rows that it makes of yours are not counted here`,
  samples: (id) =>
    `${id} trains on what the model answers to these prompts, which no file tells: tokens, hours and money are of reading the prompts once, a lower bound`,
  pairs: () =>
    'tokens are of the longer side of each pair: both sides are read, and DPO and KTO ask the model without its adapter too, so hours are up to 2.7 times these',
};

/** The answers are labels: what of that the loss sees, and what the run pays for. */
function labelNote({ dataset, target }: Training, learns: Learns, { tokens, trained }: RowsRead): readonly string[] {
  if (dataset.task.id !== 'classification' && dataset.task.id !== 'sentiment') return [];
  if (learns === 'answers' || learns === 'last-answer')
    return [`the answers are labels: the loss sees ${percentOf(trained / tokens)} of the tokens, and all are paid for`];
  const answers = target.tokens!.byRole['assistant'] ?? 0;
  if (learns !== 'all' || answers === 0) return [];
  const share = percentOf(answers / target.tokens!.total);
  return [
    `the answers are labels, ${share} of the tokens: ${target.id} trains the prompts too, where most of the loss is`,
  ];
}

/** What is learnt of the rows where the number of trained tokens alone would mislead, a sentence each. */
export function learntNotes(training: Training, facts: RowsRead): readonly string[] {
  const { id } = training.asked.target;
  const learns = learnsOf(training);
  const own = AT_PLACE[learns]?.(id);
  const column = unreadLabel(training);
  return [
    ...(own === undefined ? [] : [own]),
    ...(column === undefined
      ? []
      : [
          `${id} does not read the column "${column}": the run learns to write the texts and no label; with the label as the answer to a prompt it would`,
        ]),
    ...labelNote(training, learns, facts),
    ...(facts.untrained === 0
      ? []
      : [
          `${grouped(facts.untrained)} of the rows are read and have nothing that the loss sees; ftlint check says why`,
        ]),
    ...(facts.others === 0
      ? []
      : [
          `${grouped(facts.others)} rows are not read: they are taken to be as long as the rest and to have no answer; ftlint check says why`,
        ]),
  ];
}
