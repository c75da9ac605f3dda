import { TYPE_NAMES, ValueType, defineRecordRule } from '../../../src/rule.ts';

/** Reports a record that is a string, a number, a boolean or null. Arrays are left to the formats: some rows are arrays. */
export const notAnObject = defineRecordRule({
  meta: {
    id: 'not-an-object',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'record',
    structural: true,
    depends: 'shape',
    title: {
      one: '1 record is a bare value without a field to train on',
      other: '{count} records are bare values without a field to train on',
    },
    messages: {
      found:
        'the record is {found}; expected an object with the fields of a format; wrap the value (a text becomes an object with the key "text") or remove the line',
    },
    evidence: {
      class: 'vendor',
      source: 'together-python files check; OpenAI cookbook data_type check',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    if (record.root < 0) return;
    const type = record.type(record.root);
    if (type === ValueType.object || type === ValueType.array) return;
    report('found', {
      entry: record.root,
      data: { found: TYPE_NAMES[type] === 'null' ? 'null' : `a ${TYPE_NAMES[type]}` },
    });
  },
});
