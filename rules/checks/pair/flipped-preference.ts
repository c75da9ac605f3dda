import { countGroup, defineGroupRule, groupCounting, type GroupCounts, twoAnswers } from '../../../src/rule.ts';

/** Two records with the same prompt and answers, of which one chooses what the other rejects. */
export const flippedPreference = defineGroupRule<GroupCounts>({
  meta: {
    id: 'flipped-preference',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['preference'],
    table: 'preference',
    title: {
      one: '1 record contradicts another preference: together they teach nothing',
      other: '{count} records contradict each other: together they teach nothing',
    },
    messages: {
      found:
        '{pairs} of the compared answers are preferred in both directions (A over B, and B over A); expected one direction; decide, and drop the other record',
    },
    evidence: {
      class: 'published',
      source: 'DPO (Rafailov et al., arXiv:2305.18290): the gradients of A over B and B over A cancel',
      read: '2026-11-22',
    },
    memory: 'keys',
    fix: 'unsafe',
  },
  ...groupCounting,
  close(state, group) {
    // The key holds the prompt and the two answers without their order; the output holds the order.
    const answers = twoAnswers(group);
    if (answers === undefined) return;
    const { usable, first, other } = answers;
    countGroup(state, group, usable, other, first);
  },
  finish({ groups, records, first }, { report }) {
    if (groups > 0) report({ message: 'found', data: { pairs: groups }, count: records, places: first });
  },
});
