import { defineRecordRule, ValueType } from '../../../src/rule.ts';

/** A labelled sample whose label is absent or null. */
export const labelMissing = defineRecordRule({
  meta: {
    id: 'label-missing',
    group: 'label',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['labelled-text', 'unpaired', 'tagged'],
    depends: 'shape',
    title: {
      one: '1 record has no label: there is nothing to learn from it',
      other: '{count} records have no label: there is nothing to learn from them',
    },
    messages: {
      absent: 'the record has a text but no label; expected one; label the record or drop it',
      null: 'the label is null; expected a value; label the record or drop it (one null turns a column of ids into floats)',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/transformers run_classification.py (a float label column is trained as regression)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'labelled-text' && sample?.kind !== 'unpaired' && sample?.kind !== 'tagged') return;
    const entry = sample.kind === 'tagged' ? sample.tagsEntry : sample.labelEntry;
    if (entry < 0) report('absent');
    else if (record.type(entry) === ValueType.null) report('null', { entry });
  },
});
