import { defineRecordRule } from '../../../src/rule.ts';

/** A tokenised record in which no label is trained on. */
export const allMasked = defineRecordRule({
  meta: {
    id: 'all-masked',
    group: 'tokens',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['token-ids'],
    needs: 'blank',
    title: {
      one: '1 tokenised record has nothing to learn: every label is masked',
      other: '{count} tokenised records have nothing to learn: every label is masked',
    },
    messages: {
      found:
        'all {length} labels are -100; expected some that are token ids; mask the prompt only, or drop the record (loss 0.0 or nan, "Dropped N samples with no trainable tokens")',
    },
    evidence: {
      class: 'vendor',
      source:
        'huggingface/trl issue 6668 and pull request 6320 (loss is nan when every label is masked); Axolotl utils/trainer.py',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'token-ids' || sample.labelsEntry < 0 || sample.input.blank) return;
    if (sample.output.blank)
      report('found', { entry: sample.labelsEntry, data: { length: record.codePoints(sample.labelsEntry) } });
  },
});
