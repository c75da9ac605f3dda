import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a last record that breaks off at the end of the file. */
export const truncatedLastRecord = defineProblemRule({
  meta: {
    id: 'truncated-last-record',
    group: 'file',
    since: '0.1.0',
    severity: 'error',
    stage: 'file',
    structural: true,
    title: {
      one: 'the last record is cut off: the file is not complete',
      other: '{count} files end inside a record: they are not complete',
    },
    messages: {
      found:
        'the file ends inside this record; expected a whole record at the end; copy or export the file again (more than one record may be missing), or remove the line (Python says JSONDecodeError: Unterminated string)',
    },
    evidence: { class: 'vendor', source: 'RFC 8259; Python json', read: '2026-11-22' },
    memory: 'constant',
    fix: 'unsafe',
  },
});
