import { defineProblemRule } from '../../../src/rule.ts';

/** Reports an object in which a key occurs twice. */
export const duplicateKey = defineProblemRule({
  meta: {
    id: 'duplicate-key',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'file',
    title: {
      one: '1 record names a key twice: the first value is lost',
      other: '{count} records name a key twice: the first value is lost',
    },
    messages: {
      found:
        'the key "{key}" stands twice in one object; expected each key once; keep the value that you mean (JSON parsers keep the last and say nothing)',
    },
    evidence: { class: 'measured', source: 'RFC 8259 section 4; Python json and JSON.parse', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
});
