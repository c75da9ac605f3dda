import { countGroup, defineGroupRule, groupCounting, type GroupCounts, twoAnswers } from '../../../src/rule.ts';

/** Prompts with more than one answer, in data where that is legal. */
export const differentAnswers = defineGroupRule<GroupCounts>({
  meta: {
    id: 'different-answers',
    group: 'duplicate',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['pair', 'conversation'],
    silentIn: ['classification', 'sentiment'],
    table: 'input',
    title: {
      one: '1 record answers a prompt that another one answers differently',
      other: '{count} records share their prompt with another record, and answer it differently',
    },
    messages: {
      found:
        '{prompts} of the prompts have more than one answer; fine where variety is wanted; otherwise keep the best answer of each',
    },
    evidence: {
      class: 'convention',
      source: 'several answers to a prompt are common in published instruction sets (paraphrases, identity data)',
      read: '2026-11-22',
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
    // The table also holds labels and verdicts, whose conflicts are a gate.
    if (groups === 0 || (measures.kind !== 'pair' && measures.kind !== 'conversation')) return;
    report({ message: 'found', data: { prompts: groups }, count: records, places: first });
  },
});
