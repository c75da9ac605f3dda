import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a CSV quote that runs to the end of the file. */
export const csvUnclosedQuote = defineProblemRule({
  meta: {
    id: 'csv-unclosed-quote',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'file',
    structural: true,
    title: {
      one: 'a quote is never closed: loaders run the rows behind it into one cell',
      other: '{count} quotes are never closed: loaders run the rows behind them into one cell',
    },
    messages: {
      found:
        'a quote opens here and is not closed before the end of the file; expected a closing quote; double the quotes inside a quoted cell (pandas says: EOF inside string starting at row)',
    },
    evidence: { class: 'measured', source: 'RFC 4180 section 2; pandas 1.5.3 read_csv', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
});
