import { defineProblemRule } from '../../../src/rule.ts';

/** Reports C0 control characters other than tab, line feed and carriage return in decoded strings. */
export const controlCharacter = defineProblemRule({
  meta: {
    id: 'control-character',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'file',
    title: {
      one: '1 record holds a control character that the model learns',
      other: '{count} records hold control characters that the model learns',
    },
    messages: {
      found:
        'the control character {code} in a text; expected letters, tab, line feed or carriage return; remove it or find out what wrote it',
    },
    evidence: { class: 'convention', source: 'Unicode general category Cc; our judgement', read: '2026-11-22' },
    memory: 'constant',
    fix: 'unsafe',
  },
});
