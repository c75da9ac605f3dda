import { defineRecordRule } from '../../../src/rule.ts';

/** A solution with a step that says nothing. */
export const blankStep = defineRecordRule({
  meta: {
    id: 'blank-step',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['stepwise'],
    needs: 'blank',
    title: {
      one: '1 solution has a blank step: the model learns a verdict on nothing',
      other: '{count} solutions have a blank step: the model learns a verdict on nothing',
    },
    messages: {
      found: 'a step is blank; expected a text; take out the step and its label',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL prm_trainer.py (the verdict stands on the last token of a step: of a blank one, on the separator)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    const { sample } = record;
    // Where all steps are blank, blank-side speaks.
    if (sample?.kind !== 'stepwise' || sample.output.blank) return;
    const steps = sample.stepsEntry;
    for (let e = record.first(steps); e >= 0; e = record.sibling(e, steps)) {
      if (record.filled(e)) continue;
      report('found', { entry: e });
      return;
    }
  },
});
