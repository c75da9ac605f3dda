import { defineIssueRule } from '../../../src/rule.ts';

/** Reports a turn that is null, a string, a number or a list. */
export const notAMessage = defineIssueRule({
  meta: {
    id: 'not-a-message',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 conversation holds a turn that is not a message',
      other: '{count} conversations hold a turn that is not a message',
    },
    messages: {
      found:
        'the turn is {found}; expected an object with role and content; write it as an object or remove it (trainers say: column must be a list of dicts)',
    },
    evidence: { class: 'vendor', source: 'together-python files check; TRL data_utils.py', read: '2026-11-22' },
    memory: 'constant',
    fix: 'unsafe',
  },
});
