import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** Beyond it a column may be free text. Real label sets with few records stay under it: our convention. */
const FEW = 50;
/** OpenAI's legacy validator takes a set for classification when distinct completions are fewer than a third of its rows. */
const SHARE = 3;

/** A column of free text that was taken for the label. */
export const tooManyClasses = defineFoldRule<null>({
  meta: {
    id: 'too-many-classes',
    group: 'label',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['labelled-text'],
    title: {
      one: '1 record has a label of its own: nothing can be learnt from one example a class',
      other: 'the labels of {count} records look like free text: no class has enough examples to be learnt',
    },
    messages: {
      found:
        '{distinct} distinct labels in {records} records; expected fewer than a third of the records; name the label column with --label, or the answer column with --completion if this is no classification',
    },
    evidence: {
      class: 'published',
      source: 'openai/openai-python src/openai/lib/_validators.py (classification below rows / 3 distinct completions)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, report }) {
    if (measures.kind !== 'labelled-text' || measures.labels === undefined) return;
    // A label that is too long to be kept as one is distinct for all that is known.
    const distinct = measures.labels.distinct + measures.labels.long;
    if (distinct <= FEW || distinct * SHARE <= measures.fit) return;
    report({ message: 'found', data: { distinct, records: measures.fit }, count: measures.fit });
  },
  codec: plainCodec<null>(1),
});
