import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a record whose containers are nested beyond the limit of the scanner. */
export const tooDeep = defineProblemRule({
  meta: {
    id: 'too-deep',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'file',
    structural: true,
    title: {
      one: '1 record is nested too deep: parsers run out of stack',
      other: '{count} records are nested too deep: parsers run out of stack',
    },
    messages: {
      found:
        'nested more than {limit} levels deep; expected a few; flatten the value or store it as a string (Python says RecursionError: maximum recursion depth exceeded)',
    },
    evidence: { class: 'measured', source: 'RFC 8259 section 9; Python json', read: '2026-11-22' },
    memory: 'constant',
    fix: 'unsafe',
  },
});
