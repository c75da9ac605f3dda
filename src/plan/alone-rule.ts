import type { Entry, RecordView, Sample } from '../core/record.ts';
import type { FoldRule, RuleMeta } from '../core/rule-types.ts';
import type { SplitName } from '../core/tape.ts';
import { plainCodec } from '../stats/codec.ts';
import { addLength, createLengths, type Lengths, mergeLengths } from '../stats/lengths.ts';

/** Rows of one split, each as one sequence of all its texts. */
export interface AloneRows {
  /** Tokens of a row; rows without any text are not among them. */
  readonly lengths: Lengths;
  /** That parse, whatever they hold. */
  readonly records: number;
}

type State = { lengths: Lengths; records: number };

const META: RuleMeta = {
  id: 'rows-alone',
  group: 'learn',
  since: '0.1.0',
  severity: 'info',
  stage: 'sample',
  title: { one: '1 row is planned by itself', other: '{count} rows are planned by themselves' },
  messages: { counted: 'a row that is planned by itself' },
  evidence: { class: 'convention', source: 'input and answer or label as one sequence', read: '2026-11-23' },
  memory: 'constant',
  fix: 'none',
};

/** Entry of a label that is no text of the sample: a number, or a list of labels; -1: none. */
const labelOf = (sample: Sample): Entry => (sample.kind === 'labelled-text' ? sample.labelEntry : -1);

/** Tokens of all strings of a record's sample, input and output, each once; a label that is no string is one token. */
function tokensOf(record: RecordView, count: (record: RecordView, entry: Entry) => number): number {
  const { sample, answers } = record;
  if (sample === undefined) return 0;
  let sum = 0;
  for (let i = 0; i < sample.texts; i++) sum += count(record, sample.text[i]);
  const isText = (entry: Entry): boolean => sample.text.subarray(0, sample.texts).includes(entry);
  const label = labelOf(sample);
  for (let i = 0; i < answers.count; i++) {
    const entry = answers.entry[i];
    if (entry !== label && !isText(entry)) sum += count(record, entry);
  }
  if (sum === 0 || label < 0 || isText(label)) return sum;
  return sum + (record.isString(label) ? count(record, label) : 1);
}

/** Counts rows by themselves: what a model reads where input and answer (or label) are one sequence. `found` is told it for each split. */
export function aloneRule(
  count: (record: RecordView, entry: Entry) => number,
  found: (split: SplitName, rows: AloneRows) => void,
): FoldRule<State> {
  return {
    type: 'fold',
    every: true,
    meta: META,
    init: () => ({ lengths: createLengths(), records: 0 }),
    add(state, record) {
      state.records++;
      const tokens = tokensOf(record, count);
      if (tokens > 0) addLength(state.lengths, tokens);
    },
    merge: (a, b) => ({ lengths: mergeLengths(a.lengths, b.lengths), records: a.records + b.records }),
    finish: (state, { split }) => found(split, state),
    codec: plainCodec<State>(1),
  };
}
