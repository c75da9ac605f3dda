import { defineIssueRule } from '../../../src/rule.ts';

/** A segment without text or without a boolean label. */
export const badSegment = defineIssueRule({
  meta: {
    id: 'bad-segment',
    group: 'tokens',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 record has a segment without its text or label: the trainer stops at it, or trains what it should not',
      other:
        '{count} records have a segment without its text or label: the trainer stops at it, or trains what it should not',
    },
    messages: {
      found:
        '`{field}` of the segment is {found}; expected {expected}; write both keys in every segment ("KeyError: \'{field}\'"; the string "false" counts as true)',
    },
    evidence: {
      class: 'vendor',
      source: 'Axolotl input_output strategy (label and text of every segment are taken as they are)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
});
