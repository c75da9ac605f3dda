import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** An unpaired preference set with wanted answers only, or unwanted ones only. */
export const oneSidedKto = defineFoldRule<null>({
  meta: {
    id: 'one-sided-kto',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['unpaired'],
    title: {
      one: 'the only verdict has no opposite: KTO has nothing to compare',
      other: 'all {count} verdicts are the same: KTO has nothing to compare',
    },
    messages: {
      found:
        'every label is {label}; expected both, weighted between 1:1 and 4:3; add records with the other ("Your dataset only has one preference type.", LLaMA-Factory)',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL kto_trainer.md; hiyouga/LLaMA-Factory (KTO)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, split, report }) {
    if (split !== 'train' || measures.kind !== 'unpaired' || measures.labels?.entries.length !== 1) return;
    const [{ text, count }] = measures.labels.entries;
    report({ message: 'found', data: { label: text }, count });
  },
  codec: plainCodec<null>(1),
});
