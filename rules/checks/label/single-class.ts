import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** A labelled set in which every label is the same. */
export const singleClass = defineFoldRule<null>({
  meta: {
    id: 'single-class',
    group: 'label',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['labelled-text', 'pair', 'conversation'],
    title: {
      one: 'the only record has the only label: nothing can be told apart',
      other: 'all {count} records have the same label: nothing can be told apart',
    },
    messages: {
      found:
        'every record has the label `{label}`; expected two or more classes; add records of the others, or name the right column with --label ("You need more than one label to do classification.", Ludwig and AutoTrain say alike)',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/transformers run_classification.py; ludwig; SetFit',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, task, split, report }) {
    // An evaluation split may well hold one class; its training split decides.
    if (split !== 'train') return;
    const viewed = task === 'classification' || task === 'sentiment';
    const labels = measures.kind === 'labelled-text' ? measures.labels : viewed ? measures.outputs : undefined;
    if (labels === undefined || labels.cut || labels.long > 0 || labels.entries.length === 0) return;
    // One label, or none of it: of lists, that is a choice.
    if (labels.none > 0) return;
    if (new Set(labels.entries.map(({ norm }) => norm)).size > 1) return;
    const count = labels.entries.reduce((sum, entry) => sum + entry.count, 0);
    report({ message: 'found', data: { label: labels.entries[0].text }, count });
  },
  codec: plainCodec<null>(1),
});
