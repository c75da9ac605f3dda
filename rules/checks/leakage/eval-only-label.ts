import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** Labels named in the message. */
const NAMED = 5;

/** Labels of an evaluation split that no training record has. */
export const evalOnlyLabel = defineFoldRule<null>({
  meta: {
    id: 'eval-only-label',
    group: 'leakage',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['labelled-text', 'pair', 'conversation'],
    title: {
      one: '1 evaluation record has a label that training never shows: it can only be answered wrongly',
      other: '{count} evaluation records have labels that training never shows: they can only be answered wrongly',
    },
    messages: {
      found:
        '{labels} in {split} but not in train: {names}; expected every label in train; add training records with it, or drop it ("Number of classes in train and valid are not the same", AutoTrain)',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/autotrain-advanced text classification preprocessor; setfit',
      read: '2026-11-22',
    },
    memory: 'keys',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, splits, split, task, report }) {
    const train = splits.get('train');
    if (split === 'train' || train === undefined) return;
    const viewed = task === 'classification' || task === 'sentiment';
    const labels = measures.kind === 'labelled-text' ? measures.labels : viewed ? measures.outputs : undefined;
    const known = measures.kind === 'labelled-text' ? train.labels : viewed ? train.outputs : undefined;
    // A cut table cannot say that a label is absent.
    if (labels === undefined || known === undefined || known.cut || known.entries.length === 0) return;
    const norms = new Set(known.entries.map(({ norm }) => norm));
    // A label that stands for none is label-unlabelled's.
    const ids = known.entries.every(({ text }) => /^\d+$/.test(text));
    const unseen = labels.entries.filter(
      ({ norm, text }) => !norms.has(norm) && text !== '-' && !(ids && text === '-1'),
    );
    if (unseen.length === 0) return;
    const count = unseen.reduce((sum, entry) => sum + entry.count, 0);
    const more = unseen.length > NAMED ? `, and ${unseen.length - NAMED} more` : '';
    const names = unseen.slice(0, NAMED).map((entry) => `\`${entry.text}\` ${entry.count}`);
    const noun = unseen.length === 1 ? '1 label is' : `${unseen.length} labels are`;
    report({ message: 'found', data: { labels: noun, split, names: names.join(', ') + more }, count });
  },
  codec: plainCodec<null>(1),
});
