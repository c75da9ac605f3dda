import { defineProblemRule } from '../../../src/rule.ts';

/** Reports rows of a table in which text follows a closing quote. */
export const csvLooseQuote = defineProblemRule({
  meta: {
    id: 'csv-loose-quote',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'file',
    title: {
      one: '1 row is read differently by each loader',
      other: '{count} rows are read differently by each loader',
    },
    messages: {
      found:
        'text follows a quote that closes a cell; expected quotes inside a cell to be doubled ("he said ""hi"""); write the table with a CSV writer (a backslash does not escape a quote in CSV)',
    },
    evidence: { class: 'vendor', source: 'RFC 4180, 2, rules 5 to 7; Python csv (doublequote)', read: '2026-11-23' },
    memory: 'constant',
    fix: 'none',
  },
});
