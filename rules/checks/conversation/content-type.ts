import { defineIssueRule } from '../../../src/rule.ts';

/** Reports content that is a number, a boolean, an object, or a list of anything but parts. */
export const contentType = defineIssueRule({
  meta: {
    id: 'content-type',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 conversation has content that is not text',
      other: '{count} conversations have content that is not text',
    },
    messages: {
      found:
        'the content is {found}; expected a string or a list of parts that have a type; write it as text (together says: Expected string or multimodal list of dicts; templates say: Expected a string)',
    },
    evidence: {
      class: 'measured',
      source: 'together-python files check; 21 of 35 chat templates of TRL and Axolotl raise on a number',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
});
