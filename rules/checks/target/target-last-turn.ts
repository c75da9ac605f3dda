import {
  defineTargetRule,
  inRoles,
  optionsOf,
  roleBits,
  roleList,
  shortValue,
  spellings,
  type TargetRole,
  textList,
} from '../../../src/rule.ts';

interface Options {
  readonly roles: readonly TargetRole[];
  /** Lists that it is about; absent: those with what is learnt, or all where nothing is. */
  readonly fields?: readonly string[];
}

/** Reports a list of messages that ends with another role. */
export const targetLastTurn = defineTargetRule<Options>({
  meta: {
    id: 'target-last-turn',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record ends with a message that {target} does not expect last',
      other: '{count} records end with a message that {target} does not expect last',
    },
    messages: {
      found:
        'the last message of "{key}" is of role "{role}"; {target} expects {expected} last; cut what stands behind, or add it',
    },
    options: optionsOf({ roles: roleList, fields: textList }, ['roles']),
    fix: 'unsafe',
  },
  compile({ roles, fields }, shape) {
    const bits = roleBits(roles);
    const learnt = (shape?.learnt ?? []).filter((name) => shape?.fields[name]?.is.includes('turns'));
    const asked = fields ?? (learnt.length > 0 ? learnt : undefined);
    return (record, report) => {
      for (const turns of record.turns) {
        if (asked !== undefined && !asked.includes(turns.field)) continue;
        const last = turns.length - 1;
        if (last < 0 || turns.role[last] === 0 || inRoles(bits, turns.role[last])) continue;
        const expected = spellings(record, roles);
        const role = shortValue(record.view, turns.roleEntry[last]);
        report('found', { entry: turns.entry[last], data: { key: record.keyOf(turns.field), role, expected } });
        return;
      }
    };
  },
});
