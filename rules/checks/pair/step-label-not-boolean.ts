import { defineIssueRule } from '../../../src/rule.ts';

/** A verdict on a step that is neither true nor false. */
export const stepLabelNotBoolean = defineIssueRule({
  meta: {
    id: 'step-label-not-boolean',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 solution has a step whose verdict is not true or false: it cannot be trained, or becomes another one',
      other:
        '{count} solutions have a step whose verdict is not true or false: they cannot be trained, or their verdicts change',
    },
    messages: {
      found:
        'a label is `{found}`; expected true or false (1 and 0 are read as such); write the JSON boolean (a score such as 0.7 is cut to 0)',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL dataset_formats.md (labels: a list of booleans) and prm_trainer.py (int of each label)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
});
