import { Role, defineRecordRule } from '../../../src/rule.ts';

/** Reports a conversation in which the assistant speaks and no user ever does. */
export const noUser = defineRecordRule({
  meta: {
    id: 'no-user',
    group: 'conversation',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'roles',
    title: {
      one: '1 conversation has no question',
      other: '{count} conversations have no question',
    },
    messages: {
      found:
        'no user turn; expected one before the answer; add the question or train the text as plain text (templates say: No user query found in messages)',
    },
    evidence: {
      class: 'measured',
      source: 'OpenAI cookbook check; Azure SFT validation script; 35 chat templates of TRL and Axolotl',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { role, length, entry } = record.sample.turns;
    let answer = -1;
    for (let i = length - 1; i >= 0; i--) {
      if (role[i] === Role.user) return;
      if (role[i] === Role.assistant) answer = i;
    }
    if (answer >= 0) report('found', { entry: entry[answer] });
  },
});
