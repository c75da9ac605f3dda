import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a byte order mark at the start of a file. */
export const utf8Bom = defineProblemRule({
  meta: {
    id: 'utf8-bom',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'file',
    title: {
      one: 'the file begins with a byte order mark',
      other: '{count} files begin with a byte order mark',
    },
    messages: {
      found:
        'a byte order mark (EF BB BF) stands before the first record; expected plain UTF-8; save the file without it (Python says JSONDecodeError: Unexpected UTF-8 BOM (decode using utf-8-sig))',
    },
    evidence: {
      class: 'vendor',
      source: 'RFC 8259 section 8.1; Azure OpenAI fine-tuning guide, which asks for the mark',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'safe',
  },
});
