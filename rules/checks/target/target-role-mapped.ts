import { askTurns, defineTargetRule, optionsOf, saysText, shortValue, TARGET_ROLES } from '../../../src/rule.ts';

/** Reports a role that the target renames: it is spelt in another way than the first. */
export const targetRoleMapped = defineTargetRule<Readonly<Record<string, never>>>({
  meta: {
    id: 'target-role-mapped',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a role that {target} renames',
      other: '{count} records have a role that {target} renames',
    },
    messages: {
      found: 'role "{role}" is read as "{first}"; {target} expects "{first}"; it maps the role, nothing has to be done',
    },
    options: optionsOf({}),
    fix: 'safe',
  },
  compile(_options, shape) {
    const roles = shape?.turns?.roles ?? {};
    const first = TARGET_ROLES.map((name) => (name === 'unknown' ? undefined : roles[name]?.[0]));
    return askTurns(~1, ({ view }, { role, roleEntry }, i, report) => {
      const expected = first[role[i]];
      if (expected === undefined || saysText(view, roleEntry[i], expected)) return false;
      report('found', { entry: roleEntry[i], data: { role: shortValue(view, roleEntry[i]), first: expected } });
      return true;
    });
  },
});
