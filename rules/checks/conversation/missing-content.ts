import { defineIssueRule } from '../../../src/rule.ts';

/** Reports a turn with neither content nor a tool call. */
export const missingContent = defineIssueRule({
  meta: {
    id: 'missing-content',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 conversation has a turn that says nothing at all',
      other: '{count} conversations have a turn that says nothing at all',
    },
    messages: {
      found:
        'the turn has no {keys} and no tool call; expected one of them; add the text or remove the turn (together says: Missing required column `content` in message)',
    },
    evidence: {
      class: 'vendor',
      source: 'together-python files check; OpenAI cookbook message_missing_key',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
});
