import { defineIssueRule } from '../../../src/rule.ts';

/** Reports a role that belongs to no dialect we know. */
export const unknownRole = defineIssueRule({
  meta: {
    id: 'unknown-role',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 conversation has a role that no trainer maps',
      other: '{count} conversations have a role that no trainer maps',
    },
    messages: {
      found:
        'role "{role}" belongs to no dialect; expected system, user, assistant or tool; rename it (together says: Invalid role `{role}` in conversation; templates drop the turn or say: Conversation roles must alternate)',
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
