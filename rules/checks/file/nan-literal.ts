import { defineProblemRule } from '../../../src/rule.ts';

/** Reports the literals that Python writes for missing or infinite numbers. */
export const nanLiteral = defineProblemRule({
  meta: {
    id: 'nan-literal',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'file',
    structural: true,
    title: {
      one: '1 record holds NaN or Infinity, which is not JSON',
      other: '{count} records hold NaN or Infinity, which is not JSON',
    },
    messages: {
      found:
        '{literal} is not JSON; expected a number or null; write null or leave the field out (Python: json.dumps(row, allow_nan=False) shows where it comes from)',
    },
    evidence: { class: 'vendor', source: 'RFC 8259 section 6; Python json and pandas to_json', read: '2026-11-22' },
    memory: 'constant',
    fix: 'unsafe',
  },
});
