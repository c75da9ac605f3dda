import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a file in UTF-16 or in a legacy code page, which the reader understood all the same. */
export const wrongEncoding = defineProblemRule({
  meta: {
    id: 'wrong-encoding',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'file',
    title: {
      one: '1 file is not UTF-8: trainers do not open it',
      other: '{count} files are not UTF-8: trainers do not open them',
    },
    messages: {
      found: 'the encoding is {encoding}; expected UTF-8; convert it: {fix} (trainers say: File is not UTF-8 encoded)',
    },
    evidence: { class: 'vendor', source: 'RFC 8259 section 8.1; together-python files check', read: '2026-11-22' },
    memory: 'constant',
    fix: 'safe',
  },
});
