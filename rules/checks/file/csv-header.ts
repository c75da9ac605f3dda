import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a table whose first row names columns otherwise than its writer will have meant. */
export const csvHeader = defineProblemRule({
  meta: {
    id: 'csv-header',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'file',
    title: {
      one: 'the header of 1 table is not what loaders expect',
      other: 'the headers of {count} tables are not what loaders expect',
    },
    messages: {
      found:
        '{doubts}; expected one row of names above the records, each name once, none blank; write it so (pandas invents names: "Unnamed: 2", "label.1"; a column that is asked for by another name is a KeyError)',
    },
    evidence: {
      class: 'vendor',
      source:
        'pandas read_csv (header, mangled duplicate names, "Unnamed: n"); W3C Model for Tabular Data, 8.3 header rows',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
});
