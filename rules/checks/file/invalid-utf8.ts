import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a record with bytes that no UTF-8 decoder reads. */
export const invalidUtf8 = defineProblemRule({
  meta: {
    id: 'invalid-utf8',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'file',
    structural: true,
    title: {
      one: '1 record holds bytes that are not UTF-8',
      other: '{count} records hold bytes that are not UTF-8',
    },
    messages: {
      found:
        "a byte sequence that is not UTF-8; expected UTF-8 throughout; convert the text from its real encoding and write it again (Python says UnicodeDecodeError: 'utf-8' codec can't decode byte)",
    },
    evidence: {
      class: 'vendor',
      source: 'RFC 3629; RFC 8259 section 8.1; together-python files check',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
});
