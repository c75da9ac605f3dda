import { defineProblemRule } from '../../../src/rule.ts';

/** Reports numbers whose value changes in a 64-bit float. */
export const precisionLoss = defineProblemRule({
  meta: {
    id: 'precision-loss',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'file',
    title: {
      one: '1 record holds a number that readers round',
      other: '{count} records hold a number that readers round',
    },
    messages: {
      found:
        'this number changes its value in a 64-bit float; expected at most 15 to 17 significant digits; write long ids as strings',
    },
    evidence: { class: 'measured', source: 'RFC 8259 section 6; IEEE 754; JSON.parse', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
});
