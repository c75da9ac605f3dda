import { defineIssueRule } from '../../../src/rule.ts';

/** Reports a role that the format of the record does not know. */
export const unknownRole = defineIssueRule({
  meta: {
    id: 'unknown-role',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 conversation has a role that its format does not know',
      other: '{count} conversations have a role that their format does not know',
    },
    messages: {
      found:
        'role "{role}" is none of this format; expected one of {known}; rename it (together says: Invalid role `{role}` in conversation; templates drop the turn or say: Conversation roles must alternate)',
    },
    evidence: {
      class: 'measured',
      source: 'OpenAI cookbook unrecognized_role; together-python files check; 35 chat templates of TRL and Axolotl',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
});
