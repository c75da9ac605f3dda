import { defineRecordRule } from '../../../src/rule.ts';

/** Segments of which none is trained on. */
export const nothingTrained = defineRecordRule({
  meta: {
    id: 'nothing-trained',
    group: 'tokens',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['segments'],
    needs: 'blank',
    title: {
      one: '1 record has no segment to train on: nothing is learnt from it',
      other: '{count} records have no segment to train on: nothing is learnt from them',
    },
    messages: {
      found:
        'no segment with text has `label: true`; expected one or more; mark the answer, or drop the record (loss 0.0 or nan, "Dropped N samples with no trainable tokens")',
    },
    evidence: {
      class: 'vendor',
      source: 'Axolotl docs/dataset-formats/template_free.qmd (label: true is trained on) and utils/trainer.py',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check({ sample }, report) {
    if (sample?.kind !== 'segments' || sample.input.blank || !sample.output.blank) return;
    report('found', { entry: sample.segmentsEntry });
  },
});
