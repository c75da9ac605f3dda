import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a file whose lines end in two ways. */
export const mixedLineEndings = defineProblemRule({
  meta: {
    id: 'mixed-line-endings',
    group: 'file',
    since: '0.1.0',
    severity: 'info',
    stage: 'file',
    title: {
      one: '1 file mixes CRLF and LF line ends',
      other: '{count} files mix CRLF and LF line ends',
    },
    messages: {
      found:
        '{crlf} lines end in CRLF and {lf} in LF; expected one kind; convert with dos2unix (parsers that do not strip leave a carriage return in the last value)',
    },
    evidence: {
      class: 'convention',
      source: 'our judgement; JSON Lines and RFC 4180 allow either',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'safe',
  },
});
