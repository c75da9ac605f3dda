import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

const INTEGER = /^(?:0|-?[1-9]\d*)$/;

/** Integer class ids that are not 0, 1, … n - 1. */
export const labelIdsNotContiguous = defineFoldRule<null>({
  meta: {
    id: 'label-ids-not-contiguous',
    group: 'label',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['labelled-text'],
    title: {
      one: '1 record has a class id outside 0 … n - 1: a trainer that takes ids as they are crashes',
      other: '{count} records have class ids that are not 0 … n - 1: a trainer that takes ids as they are crashes',
    },
    messages: {
      found:
        '{distinct} class ids from {first} to {last}; expected 0 to {expected}; renumber them or write names ("Assertion `t >= 0 && t < n_classes` failed", torch)',
    },
    evidence: {
      class: 'vendor',
      source: 'PyTorch cross_entropy: class indices in [0, C)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, split, report }) {
    // A small evaluation split may lack a class: the ids of the training split decide.
    if (split !== 'train' || measures.kind !== 'labelled-text') return;
    if (measures.labels === undefined || measures.labels.cut) return;
    const { entries } = measures.labels;
    if (entries.length < 2 || !entries.every(({ text }) => INTEGER.test(text))) return;
    const ids = entries.map(({ text }) => Number(text)).toSorted((a, b) => a - b);
    const expected = ids.length - 1;
    if (ids[0] === 0 && ids[expected] === expected) return;
    const count = entries.reduce((sum, entry) => sum + entry.count, 0);
    report({ message: 'found', data: { distinct: ids.length, first: ids[0], last: ids[expected], expected }, count });
  },
  codec: plainCodec<null>(1),
});
