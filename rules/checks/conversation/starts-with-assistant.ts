import { Role, defineRecordRule } from '../../../src/rule.ts';

/** Reports a conversation whose first turn after the system turns is the assistant's. */
export const startsWithAssistant = defineRecordRule({
  meta: {
    id: 'starts-with-assistant',
    group: 'conversation',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'roles',
    title: {
      one: '1 conversation begins with the answer',
      other: '{count} conversations begin with the answer',
    },
    messages: {
      found:
        'the first turn is the assistant; expected user (after an optional system turn); remove the turn or put the question before it (templates say: Conversation roles must alternate user/assistant/user/assistant/...)',
    },
    evidence: {
      class: 'measured',
      source: '35 chat templates of TRL and Axolotl; FastChat; LLaMA-Factory converter.py',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { role, length, entry } = record.sample.turns;
    let first = 0;
    while (first < length && role[first] === Role.system) first++;
    if (first === length || role[first] !== Role.assistant) return;
    // Without any question no-user says more.
    for (let i = first + 1; i < length; i++) {
      if (role[i] !== Role.user) continue;
      report('found', { entry: entry[first] });
      return;
    }
  },
});
