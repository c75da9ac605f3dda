import { defineProblemRule } from '../../../src/rule.ts';

/** Reports an escape that is one half of a surrogate pair. */
export const loneSurrogate = defineProblemRule({
  meta: {
    id: 'lone-surrogate',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'file',
    structural: true,
    title: {
      one: '1 record holds half a character: tokenizers refuse it',
      other: '{count} records hold half a character: tokenizers refuse them',
    },
    messages: {
      found:
        "half of a surrogate pair in an escape; expected both halves or none; cut text by characters, not by UTF-16 units, and write the record again (Python says UnicodeEncodeError: 'utf-8' codec can't encode character, surrogates not allowed)",
    },
    evidence: { class: 'vendor', source: 'RFC 8259 section 8.2; transformers issue 8886', read: '2026-11-22' },
    memory: 'constant',
    fix: 'unsafe',
  },
});
