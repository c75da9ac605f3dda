import { defineRecordRule, Role, ValueType } from '../../../src/rule.ts';

const NAMES = ['unknown', 'system', 'user', 'assistant', 'tool'] as const;

/** Reports a weight other than 0 on a turn that is no answer. */
export const weightNotOnAssistant = defineRecordRule({
  meta: {
    id: 'weight-not-on-assistant',
    group: 'conversation',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'weights',
    title: {
      one: '1 conversation gives a weight to a turn that is no answer',
      other: '{count} conversations give a weight to turns that are no answers',
    },
    messages: {
      found:
        'a turn of {role} has a weight; expected it on assistant turns only; remove it (OpenAI documents it for assistant messages, Together accepts it on any turn)',
    },
    evidence: {
      class: 'vendor',
      source: 'OpenAI API (weight is a member of assistant messages); Together data format',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { role, weight, length } = record.sample.turns;
    for (let i = 0; i < length; i++) {
      if (weight[i] < 0 || role[i] === Role.assistant || role[i] === Role.unknown) continue;
      // Null and 0 say what is so anyway.
      const type = record.type(weight[i]);
      if (type === ValueType.null || type === ValueType.false) continue;
      if (type === ValueType.number && Number(record.text(weight[i])) === 0) continue;
      report('found', { entry: weight[i], data: { role: NAMES[role[i]] } });
      return;
    }
  },
});
