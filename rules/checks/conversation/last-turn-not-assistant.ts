import { Role, defineRecordRule } from '../../../src/rule.ts';

const NAMES = ['unknown', 'system', 'user', 'assistant', 'tool'] as const;

/** Reports a conversation that goes on after the assistant's last turn. */
export const lastTurnNotAssistant = defineRecordRule({
  meta: {
    id: 'last-turn-not-assistant',
    group: 'conversation',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'roles',
    title: {
      one: '1 conversation ends without an answer',
      other: '{count} conversations end without an answer',
    },
    messages: {
      found:
        'the last turn is {role}; expected assistant; cut the turns after the last answer or add the answer (mistral-finetune says: Expected last role Assistant for finetuning but got {role})',
    },
    evidence: {
      class: 'vendor',
      source: 'mistral-common validator.py; llm-foundry tasks.py; LLaMA-Factory converter.py',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { role, length, entry } = record.sample.turns;
    if (length === 0 || role[length - 1] === Role.assistant) return;
    // Without any answer no-assistant says more.
    for (let i = 0; i < length; i++) {
      if (role[i] !== Role.assistant) continue;
      report('found', { entry: entry[length - 1], data: { role: NAMES[role[length - 1]] } });
      return;
    }
  },
});
