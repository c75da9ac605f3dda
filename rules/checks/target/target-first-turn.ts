import {
  defineTargetRule,
  inRoles,
  optionsOf,
  roleBits,
  roleList,
  shortValue,
  spellings,
  type TargetRole,
} from '../../../src/rule.ts';

interface Options {
  readonly roles: readonly TargetRole[];
  /** System and developer messages at the beginning are passed over. */
  readonly afterSystem?: boolean;
}

const SYSTEM = roleBits(['system', 'developer']);

/** Reports a record whose first list of messages begins with another role. */
export const targetFirstTurn = defineTargetRule<Options>({
  meta: {
    id: 'target-first-turn',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record begins with a message that {target} does not expect first',
      other: '{count} records begin with a message that {target} does not expect first',
    },
    messages: {
      found:
        'the first message is of role "{role}"; {target} expects {expected} first; cut what stands before, or add it',
      afterSystem:
        'the first message behind the system prompt is of role "{role}"; {target} expects {expected} there; cut what stands before, or add it',
    },
    options: optionsOf({ roles: roleList, afterSystem: { type: 'boolean' } }, ['roles']),
    fix: 'unsafe',
  },
  compile({ roles, afterSystem = false }) {
    const bits = roleBits(roles);
    return (record, report) => {
      const turns = record.turns.find(({ length }) => length > 0);
      if (turns === undefined) return;
      let i = 0;
      if (afterSystem) while (i < turns.length && inRoles(SYSTEM, turns.role[i])) i++;
      // Nothing there is another rule's matter, and so is a role that is not known.
      if (i >= turns.length || turns.role[i] === 0 || inRoles(bits, turns.role[i])) return;
      const expected = spellings(record, roles);
      const role = shortValue(record.view, turns.roleEntry[i]);
      report(i > 0 ? 'afterSystem' : 'found', { entry: turns.entry[i], data: { role, expected } });
    };
  },
});
