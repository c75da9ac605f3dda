import { askTurns, defineTargetRule, optionsOf, typeWord, ValueType } from '../../../src/rule.ts';

/** Reports a message that is no object. */
export const targetMessageType = defineTargetRule<Readonly<Record<string, never>>>({
  meta: {
    id: 'target-message-type',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a message that is no message to {target}',
      other: '{count} records have a message that is no message to {target}',
    },
    messages: {
      found:
        'message {number} is {found}; {target} expects an object with a role and a text; write it as one, or remove it',
    },
    options: optionsOf({}),
    fix: 'none',
  },
  compile() {
    return askTurns(~0, ({ view }, { entry }, i, report) => {
      if (view.type(entry[i]) === ValueType.object) return false;
      report('found', { entry: entry[i], data: { number: i + 1, found: typeWord(view, entry[i]) } });
      return true;
    });
  },
});
