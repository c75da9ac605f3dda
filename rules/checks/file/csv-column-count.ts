import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a CSV row that is longer or shorter than its header. */
export const csvColumnCount = defineProblemRule({
  meta: {
    id: 'csv-column-count',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'file',
    structural: true,
    title: {
      one: '1 row has another number of columns than the header',
      other: '{count} rows have another number of columns than the header',
    },
    messages: {
      found:
        'the row has {found} columns; expected {expected}; put quotes around cells that hold the delimiter, a quote or a line break (pandas says: Error tokenizing data. C error: Expected {expected} fields, saw {found})',
    },
    evidence: { class: 'measured', source: 'RFC 4180 section 2; pandas 1.5.3 read_csv', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
});
