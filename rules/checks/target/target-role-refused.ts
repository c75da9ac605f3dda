import { askTurns, defineTargetRule, optionsOf, roleBits, roleList, shortValue } from '../../../src/rule.ts';

/** Reports a role that the target knows and does not support. */
export const targetRoleRefused = defineTargetRule<{ readonly roles: readonly string[] }>({
  meta: {
    id: 'target-role-refused',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a message whose role {target} does not support',
      other: '{count} records have a message whose role {target} does not support',
    },
    messages: {
      found:
        'message {number} has the role "{role}"; {target} does not support it; move its text into another message, or drop the record',
    },
    options: optionsOf({ roles: roleList }, ['roles']),
    fix: 'none',
  },
  compile({ roles }) {
    return askTurns(roleBits(roles), ({ view }, { entry, roleEntry }, i, report) => {
      const at = roleEntry[i] < 0 ? entry[i] : roleEntry[i];
      report('found', { entry: at, data: { number: i + 1, role: shortValue(view, roleEntry[i]) } });
      return true;
    });
  },
});
