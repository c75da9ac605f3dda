import { defineIssueRule } from '../../../src/rule.ts';

/** Reports a turn that does not say who speaks. */
export const missingRole = defineIssueRule({
  meta: {
    id: 'missing-role',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 conversation has a turn without a role',
      other: '{count} conversations have a turn without a role',
    },
    messages: {
      found:
        "the turn has no {keys}; expected one in every turn; add it (OpenAI says: Discriminator 'role' is missing in value; together says: Missing required column `role` in message)",
    },
    evidence: {
      class: 'vendor',
      source: 'OpenAI fine-tuning job error; OpenAI cookbook message_missing_key; together-python files check',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
});
