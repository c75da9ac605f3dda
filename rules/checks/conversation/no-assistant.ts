import { Role, defineRecordRule } from '../../../src/rule.ts';

/** Reports a conversation in which the assistant never speaks. */
export const noAssistant = defineRecordRule({
  meta: {
    id: 'no-assistant',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'roles',
    title: {
      one: '1 conversation has no answer to learn from',
      other: '{count} conversations have no answer to learn from',
    },
    messages: {
      found:
        'no assistant turn; expected at least one; add the answer or remove the record (together says: At least one message with the assistant role must be present in the example)',
    },
    evidence: {
      class: 'vendor',
      source: 'together-python files check; OpenAI cookbook example_missing_assistant_message; TRL issue 6668',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { role, length, entry } = record.sample.turns;
    for (let i = 0; i < length; i++) if (role[i] === Role.assistant) return;
    report('found', length > 0 ? { entry: entry[length - 1] } : {});
  },
});
