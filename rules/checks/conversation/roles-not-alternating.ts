import { Role, defineRecordRule } from '../../../src/rule.ts';

/** Reports two user or two assistant turns in a row. Several results of one round of tool calls are normal. */
export const rolesNotAlternating = defineRecordRule({
  meta: {
    id: 'roles-not-alternating',
    group: 'conversation',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'roles',
    title: {
      one: '1 conversation has the same speaker twice in a row',
      other: '{count} conversations have the same speaker twice in a row',
    },
    messages: {
      found:
        'two {role} turns in a row; expected user and assistant to alternate; join them or add what is missing (together says: conversation roles must alternate between user/assistant/user/assistant)',
    },
    evidence: {
      class: 'measured',
      source: '35 chat templates of TRL and Axolotl; together-python 1.x files check; llm-foundry; FastChat',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { role, length, entry } = record.sample.turns;
    for (let i = 1; i < length; i++) {
      if (role[i] !== role[i - 1] || (role[i] !== Role.user && role[i] !== Role.assistant)) continue;
      report('found', { entry: entry[i], data: { role: role[i] === Role.user ? 'user' : 'assistant' } });
      return;
    }
  },
});
