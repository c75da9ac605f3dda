import { defineRecordRule, Role } from '../../../src/rule.ts';

/** Reports a user turn that asks nothing. */
export const emptyUser = defineRecordRule({
  meta: {
    id: 'empty-user',
    group: 'conversation',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    needs: 'blank',
    title: {
      one: '1 conversation answers a question that nobody asked',
      other: '{count} conversations answer questions that nobody asked',
    },
    messages: {
      found: 'the user turn is blank; expected a question; write it or drop the record, which does not count as usable',
    },
    evidence: {
      class: 'convention',
      source: 'a blank prompt teaches one answer to nothing; ms-swift and LLaMA-Factory drop or refuse null content',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'conversation') return;
    const { turns } = sample;
    for (let i = 0; i < turns.length; i++) {
      if (turns.role[i] !== Role.user || !turns.empty[i]) continue;
      report('found', { entry: turns.content[i] < 0 ? turns.entry[i] : turns.content[i] });
      return;
    }
  },
});
