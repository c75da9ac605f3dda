import { defineFoldRule, type LabelCount, plainCodec } from '../../../src/rule.ts';

const INTEGER = /^\d+$/;
/** Class ids from 0 on beside which -1 is no class: with two, it may be the middle of negative, neutral, positive. */
const CLASSES = 3;

/** Labels that say that a record has none. */
export const labelUnlabelled = defineFoldRule<null>({
  meta: {
    id: 'label-unlabelled',
    group: 'label',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['labelled-text'],
    title: {
      one: '1 record has no gold label: it is dropped, or becomes a class of its own',
      other: '{count} records have no gold label: they are dropped, or become a class of their own',
    },
    messages: {
      found:
        'the label `{label}` beside {others} stands for none; expected a class; drop these records ("Assertion `t >= 0 && t < n_classes` failed", torch)',
      withheld: 'every label of this split is `{label}`: they are withheld; leave the split out',
    },
    evidence: {
      class: 'vendor',
      source:
        'SNLI on Hugging Face (label -1, gold_label "-": no consensus); GLUE test splits; transformers run_classification.py (rows with -1 are removed)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, split, report }) {
    if (measures.kind !== 'labelled-text' || measures.labels === undefined || measures.labels.cut) return;
    const { entries } = measures.labels;
    const none = entries.find((entry) => stands(entry, entries, split !== 'train'));
    if (none === undefined) return;
    const others = entries.filter((entry) => entry !== none);
    const { text: label, count } = none;
    if (others.length === 0) report({ message: 'withheld', data: { label }, count });
    else report({ message: 'found', data: { label, others: `${others.length} classes` }, count });
  },
  codec: plainCodec<null>(1),
});

function stands({ text }: LabelCount, entries: readonly LabelCount[], held: boolean): boolean {
  if (text !== '-1' && text !== '-') return false;
  const others = entries.filter((entry) => entry.text !== text);
  if (others.length === 0) return held;
  if (text === '-') return others.length > 1 && others.every((entry) => entry.text.length > 1);
  return others.length >= CLASSES && others.every((entry) => INTEGER.test(entry.text));
}
