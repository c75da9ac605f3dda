import {
  type AskTurn,
  askTurns,
  defineTargetRule,
  faults,
  optionsOf,
  shortValue,
  type TargetShape,
  typeWord,
  ValueType,
} from '../../../src/rule.ts';

type Fault = 'missing' | 'not-string' | 'unknown';

/** Spellings that the shape's roles have, as a message lists them. */
const namesOf = (shape: TargetShape | undefined): string =>
  Object.values(shape?.turns?.roles ?? {})
    .flat()
    .join(', ');

/** Reports a role that is missing, is no string, or is spelt as none that the target knows. */
export const targetRole = defineTargetRule<{ readonly fault: Fault }>({
  meta: {
    id: 'target-role',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a message whose role {target} does not know',
      other: '{count} records have a message whose role {target} does not know',
    },
    messages: {
      missing: 'message {number} has no "{key}"; {target} expects one of {known}; add it',
      'not-string': 'the role of message {number} is {found}; {target} expects one of {known}; write it as a string',
      unknown: 'role "{role}" is none that {target} knows; expected one of {known}; rename it',
    },
    options: optionsOf({ fault: faults('missing', 'not-string', 'unknown') }, ['fault']),
    fix: 'none',
  },
  compile({ fault }, shape) {
    const known = namesOf(shape);
    const key = shape?.turns?.role[0] ?? 'role';
    const asked: Readonly<Record<Fault, AskTurn>> = {
      missing({ view }, { entry, roleEntry }, i, report) {
        // What is no object is reported by target-message-type.
        if (roleEntry[i] >= 0 || view.type(entry[i]) !== ValueType.object) return false;
        report('missing', { entry: entry[i], data: { number: i + 1, key, known } });
        return true;
      },
      'not-string'({ view }, { roleEntry }, i, report) {
        if (roleEntry[i] < 0 || view.isString(roleEntry[i])) return false;
        const data = { number: i + 1, found: typeWord(view, roleEntry[i]), known };
        report('not-string', { entry: roleEntry[i], data });
        return true;
      },
      unknown({ view }, { roleEntry }, i, report) {
        if (!view.isString(roleEntry[i])) return false;
        report('unknown', { entry: roleEntry[i], data: { role: shortValue(view, roleEntry[i]), known } });
        return true;
      },
    };
    // Only what is no known role can have one of these faults.
    return askTurns(1, asked[fault]);
  },
});
