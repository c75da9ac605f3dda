import { defineProblemRule } from '../../../src/rule.ts';

/** Reports CSV cells that hold one of the words that pandas takes for a missing value. */
export const csvNaToken = defineProblemRule({
  meta: {
    id: 'csv-na-token',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'file',
    title: {
      one: '1 cell is read as missing by pandas',
      other: '{count} records hold a cell that pandas reads as missing',
    },
    messages: {
      found:
        'the cell "{cell}" in column {column}: pandas and what builds on it read it as a missing value; expected another word, or na_values switched off (keep_default_na=False)',
    },
    evidence: { class: 'measured', source: 'pandas 1.5.3 read_csv, default na_values', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
});
