import { defineIssueRule } from '../../../src/rule.ts';

/** A solution whose steps and verdicts differ in number. */
export const stepsLength = defineIssueRule({
  meta: {
    id: 'steps-length',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 solution has more steps than verdicts, or fewer: its verdicts belong to other steps',
      other: '{count} solutions have more steps than verdicts, or fewer: their verdicts belong to other steps',
    },
    messages: {
      found:
        '{steps} {steps?step:steps} and {labels} {labels?label:labels}; expected one label for each step; label it again or drop the record ("zip() argument 2 is shorter than argument 1", TRL)',
    },
    evidence: {
      class: 'vendor',
      source:
        'TRL dataset_formats.md (stepwise supervision: one label for each completion) and prm_trainer.py (zip, strict)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
});
