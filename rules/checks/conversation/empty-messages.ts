import { defineIssueRule } from '../../../src/rule.ts';

/** Reports a conversation without turns. */
export const emptyMessages = defineIssueRule({
  meta: {
    id: 'empty-messages',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 conversation has no messages: the chat template fails',
      other: '{count} conversations have no messages: the chat template fails',
    },
    messages: {
      found:
        'the list of messages is empty; expected at least a question and an answer; remove the record (trainers say: The `messages` column must not be empty, or: list object has no element 0)',
    },
    evidence: {
      class: 'measured',
      source: 'together-python files check; 24 of 35 chat templates of TRL and Axolotl raise',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
});
