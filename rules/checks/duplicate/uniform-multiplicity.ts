import { defineFoldRule, isUniform, plainCodec } from '../../../src/rule.ts';

/** A set in which every sample occurs equally often, twice or more. */
export const uniformMultiplicity = defineFoldRule<null>({
  meta: {
    id: 'uniform-multiplicity',
    group: 'duplicate',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    title: {
      one: 'every sample occurs more than once: deliberate upsampling',
      other: 'every sample occurs equally often in {count} records: deliberate upsampling',
    },
    messages: {
      found:
        'each of {samples} samples occurs exactly {k} times; taken for deliberate upsampling, so copies are not held against the set; train {k} times as many epochs on one copy instead, which is the same and smaller',
    },
    evidence: {
      class: 'vendor',
      source: 'AWS, Customize fine-tuning hyperparameters for Amazon Nova: repeat a small file to raise its epochs',
      read: '2026-11-22',
    },
    memory: 'keys',
    fix: 'unsafe',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, report }) {
    if (!isUniform(measures)) return;
    const { entries, multiplicity } = measures.table;
    const [[k, samples]] = multiplicity;
    report({ message: 'found', data: { k, samples }, count: entries });
  },
  codec: plainCodec<null>(1),
});
