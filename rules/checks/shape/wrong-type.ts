import { defineIssueRule } from '../../../src/rule.ts';

/** Reports a field of a recognised format whose JSON type has no reading. */
export const wrongType = defineIssueRule({
  meta: {
    id: 'wrong-type',
    group: 'shape',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 record has a field of a type that no trainer reads',
      other: '{count} records have a field of a type that no trainer reads',
    },
    messages: {
      found:
        '"{field}" is {found}; expected {expected}; write the value in that type (trainers say: column must be a list of dicts, or: Expected a string)',
    },
    evidence: { class: 'vendor', source: 'together-python files check; TRL data_utils.py', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
});
