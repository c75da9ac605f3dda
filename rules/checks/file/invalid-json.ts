import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a record that strict JSON does not read, with the reason in plain words and the byte. */
export const invalidJson = defineProblemRule({
  meta: {
    id: 'invalid-json',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'file',
    structural: true,
    title: {
      one: '1 record is not JSON: every loader stops there',
      other: '{count} records are not JSON: every loader stops at the first',
    },
    messages: {
      found:
        'not JSON: {reason} (byte {byte} of the record); expected one complete JSON value on the line; write the record again with a JSON library (Python says json.decoder.JSONDecodeError)',
    },
    evidence: { class: 'vendor', source: 'RFC 8259; Python json; together-python files check', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
});
