import { defineRecordRule, ValueType } from '../../../src/rule.ts';

/** A labelled sample whose label is an empty string or only white space. */
export const labelBlank = defineRecordRule({
  meta: {
    id: 'label-blank',
    group: 'label',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['labelled-text', 'unpaired'],
    depends: 'record',
    needs: 'blank',
    title: {
      one: '1 record has a blank label: it becomes a class without a name',
      other: '{count} records have a blank label: they become a class without a name',
    },
    messages: {
      found: 'the label is blank; expected a class; label the record or drop it',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/transformers run_classification.py (a blank CSV cell turns a column of ids into floats)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'labelled-text' && sample?.kind !== 'unpaired') return;
    const entry = sample.labelEntry;
    if (entry < 0) return;
    // Of a list that holds something, but nothing that says a class.
    const isList = record.type(entry) === ValueType.array && record.first(entry) >= 0;
    if (isList ? sample.output.blank : record.isString(entry) && !record.filled(entry)) report('found', { entry });
  },
});
