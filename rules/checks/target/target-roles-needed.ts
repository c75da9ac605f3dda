import {
  defineTargetRule,
  isList,
  optionsOf,
  roleList,
  spelling,
  roleNumber,
  type TargetRole,
} from '../../../src/rule.ts';

/** Reports a record with too few messages of a role, over all its lists of messages. */
export const targetRolesNeeded = defineTargetRule<{ readonly role: TargetRole; readonly least?: number }>({
  meta: {
    id: 'target-roles-needed',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record lacks a message of a role that {target} needs',
      other: '{count} records lack a message of a role that {target} needs',
    },
    messages: {
      found:
        'the role "{role}" occurs in {found} of {messages} messages; {target} expects {least} or more; add what is missing',
      none: 'no message has the role "{role}"; {target} expects {least} or more; add one, or drop the record',
    },
    options: optionsOf({ role: roleList.items, least: { type: 'integer', minimum: 1 } }, ['role']),
    fix: 'none',
  },
  compile({ role, least = 1 }) {
    const wanted = roleNumber(role);
    return (record, report) => {
      let [count, messages, list] = [0, 0, -1];
      for (const turns of record.turns) {
        if (list < 0 && isList(record, turns)) ({ list } = turns);
        messages += turns.length;
        for (let i = 0; i < turns.length; i++) if (turns.role[i] === wanted) count++;
      }
      // A record without a list has no messages to count: its texts are read by other rules.
      if (list < 0 || count >= least) return;
      const data = { role: spelling(record, role), least, messages, found: count };
      report(count === 0 ? 'none' : 'found', { entry: list, data });
    };
  },
});
