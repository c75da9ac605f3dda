import { compareRefs, defineFoldRule, keepFirst, mergeSmallest, plainCodec, type Ref } from '../../../src/rule.ts';

interface State {
  records: number;
  same: number;
  first: Ref[];
}
const PLACES = 5;
/** Share of such records, in tenths, from which on they are meant: unsupervised SimCSE pairs each sentence with itself. */
const MEANT = 9;

/** Embedding pairs whose positive is the anchor itself. A fold, because a set of nothing else is a method of its own. */
export const positiveEqualsAnchor = defineFoldRule<State>({
  meta: {
    id: 'positive-equals-anchor',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['tuple'],
    title: {
      one: '1 record pairs a text with itself: there is nothing to learn from it',
      other: '{count} records pair a text with itself: there is nothing to learn from them',
    },
    messages: {
      found:
        'anchor and positive are the same text in {same} of {records} records; expected two texts that belong together; drop the records (fine where all are so: unsupervised SimCSE)',
    },
    evidence: {
      class: 'published',
      source:
        'Gao et al., SimCSE, arXiv:2104.08821 (the same text twice is a method for whole sets, with dropout as noise)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => ({ records: 0, same: 0, first: [] }),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind !== 'tuple' || sample.scoreEntry >= 0 || !record.filled(sample.anchorEntry)) return;
    state.records++;
    if (!record.same(sample.anchorEntry, sample.positiveEntry)) return;
    state.same++;
    keepFirst(state.first, record, PLACES);
  },
  merge: (a, b) => ({
    records: a.records + b.records,
    same: a.same + b.same,
    first: mergeSmallest(a.first, b.first, PLACES, compareRefs),
  }),
  finish({ records, same, first }, { report }) {
    if (same === 0) return;
    const severity = same * 10 >= records * MEANT ? 'info' : 'warn';
    const places = first.map((ref) => ({ ref }));
    report({ message: 'found', severity, data: { same, records }, count: same, places });
  },
  codec: plainCodec<State>(1),
});
