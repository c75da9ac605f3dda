import { countGroup, defineGroupRule, groupCounting, type GroupCounts, twoAnswers } from '../../../src/rule.ts';

/** Share of the records below which two of one anchor hardly ever meet in a batch; our convention. */
const FEW = 0.01;

/** Anchors with more than one positive, and pairs with more than one score. */
export const repeatedAnchor = defineGroupRule<GroupCounts>({
  meta: {
    id: 'repeated-anchor',
    group: 'duplicate',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['tuple'],
    table: 'input',
    title: {
      one: '1 record shares its anchor with another one',
      other: '{count} records share their anchor with another one: in one batch, each takes the other for a negative',
    },
    messages: {
      found:
        '{anchors} of the anchors stand in more than one record; fine with a batch sampler that keeps them apart (NO_DUPLICATES), or put the positives of an anchor into one list',
      scored: '{anchors} of the pairs have more than one score; expected one each; keep their mean',
    },
    evidence: {
      class: 'vendor',
      source:
        'sentence-transformers training_overview.md and sampler.py (NO_DUPLICATES for losses with in-batch negatives)',
      read: '2026-11-23',
    },
    memory: 'keys',
    fix: 'none',
  },
  ...groupCounting,
  close(state, group) {
    const answers = twoAnswers(group);
    if (answers === undefined) return;
    const { usable, first, other } = answers;
    countGroup(state, group, usable, other, first);
  },
  finish({ groups, records, first }, { measures, report }) {
    // The table is shared with every other kind.
    if (groups === 0 || measures.kind !== 'tuple') return;
    const scored = (measures.formats.get('sentence-score') ?? 0) * 2 > measures.fit;
    const severity = scored || records > measures.fit * FEW ? ('warn' as const) : ('info' as const);
    report({
      message: scored ? 'scored' : 'found',
      data: { anchors: groups },
      count: records,
      places: first,
      severity,
    });
  },
});
