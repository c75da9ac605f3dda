import { defineFoldRule, plainCodec, quantile } from '../../../src/rule.ts';

/** Fewer pairs say nothing about a column; our convention. */
const FEW = 20;
/** How many times longer the median summary must be than the median source; our convention. */
const LONGER = 2;

/** Summarization pairs whose summaries are much longer than their sources. */
export const swappedColumns = defineFoldRule<null>({
  meta: {
    id: 'swapped-columns',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair'],
    title: {
      one: 'source and summary look exchanged: the model learns to blow up a text',
      other: 'source and summary look exchanged in {count} pairs: the model learns to blow up texts',
    },
    messages: {
      found:
        'the median source has {input} characters, the median summary {output}; expected the summary to be shorter; exchange the columns (--prompt, --completion)',
    },
    evidence: {
      class: 'convention',
      source: 'a summary is shorter than its source; twice as long at the median is our judgement',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, task, report }) {
    if (task !== 'summarization' || measures.kind !== 'pair' || measures.fit < FEW) return;
    const input = quantile(measures.lengths.input, 0.5);
    const output = quantile(measures.lengths.output, 0.5);
    if (output < input * LONGER) return;
    report({ message: 'found', data: { input, output }, count: measures.fit });
  },
  codec: plainCodec<null>(1),
});
