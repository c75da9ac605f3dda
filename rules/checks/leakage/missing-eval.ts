import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** A data set without an evaluation split. */
export const missingEval = defineFoldRule<null>({
  meta: {
    id: 'missing-eval',
    group: 'leakage',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    title: {
      one: 'nothing is held out: nobody will know whether training helped',
      other: 'nothing is held out of {count} records: nobody will know whether training helped',
    },
    messages: {
      found:
        'there is no evaluation split; expected one that training never sees; name it with --eval, or hold some records out',
    },
    evidence: {
      class: 'published',
      source: 'OpenAI, Supervised fine-tuning guide (evaluations come first)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, splits, split, report }) {
    if (split !== 'train' || measures.fit === 0) return;
    if (splits.has('validation') || splits.has('test')) return;
    report({ message: 'found', count: measures.fit });
  },
  codec: plainCodec<null>(1),
});
