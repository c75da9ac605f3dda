import { defineProblemRule } from '../../../src/rule.ts';

/** Reports blank lines between or after the records of a file. */
export const blankLine = defineProblemRule({
  meta: {
    id: 'blank-line',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'file',
    title: {
      one: '1 blank line stands between the records',
      other: '{count} blank lines stand between the records',
    },
    messages: {
      found:
        'a blank line; expected a record on every line; remove it (trainers say: Expecting value: line 1 column 1, or: Error parsing json payload. Unexpected format)',
    },
    evidence: {
      class: 'vendor',
      source: 'JSON Lines; together-python 1.x files check; mistral-finetune validate_data.py',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'safe',
  },
});
