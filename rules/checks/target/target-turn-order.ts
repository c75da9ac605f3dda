import {
  defineTargetRule,
  faults,
  inRoles,
  optionsOf,
  roleBits,
  roleList,
  shortValue,
  TARGET_ROLES,
  type TargetRole,
  type TargetTurns,
} from '../../../src/rule.ts';

type Fault = 'repeat' | 'alternate' | 'system-not-first' | 'system-twice' | 'not-allowed-after';
interface Options {
  readonly fault: Fault;
  /** Roles of the messages that `repeat` and `not-allowed-after` report; absent: all. */
  readonly roles?: readonly string[];
  readonly after?: Readonly<Record<string, readonly string[]>>;
}

const SYSTEM = roleBits(['system', 'developer']);
const ANSWERS = roleBits(['assistant']);
/** What the first message comes after, as `after` calls it. */
const START = 'start';

/** The first message of a list that breaks the order; -1: none does. */
type Breaks = (turns: TargetTurns) => number;

function repeat({ roles }: Options): Breaks {
  // Two roles that the target does not know need not be one.
  const bits = roleBits(roles) & ~1;
  return ({ role, length }) => {
    for (let i = 1; i < length; i++) if (role[i] === role[i - 1] && inRoles(bits, role[i])) return i;
    return -1;
  };
}

/** User and the results of tools ask, the assistant answers. A role that is not known may be either. */
const alternate: Breaks = ({ role, length }) => {
  let i = 0;
  while (i < length && inRoles(SYSTEM, role[i])) i++;
  for (let before = -1; i < length; i++) {
    if (inRoles(SYSTEM, role[i])) return i;
    const answers = role[i] === 0 ? 1 - before : inRoles(ANSWERS, role[i]) ? 1 : 0;
    if (before >= 0 && answers === before) return i;
    before = role[i] === 0 && before < 0 ? -1 : answers;
  }
  return -1;
};

const systemNotFirst: Breaks = ({ role, length }) => {
  for (let i = 1; i < length; i++) if (inRoles(SYSTEM, role[i]) && !inRoles(SYSTEM, role[i - 1])) return i;
  return -1;
};

const systemTwice: Breaks = ({ role, length }) => {
  let seen = false;
  for (let i = 0; i < length; i++) {
    if (!inRoles(SYSTEM, role[i])) continue;
    if (seen) return i;
    seen = true;
  }
  return -1;
};

function notAllowedAfter({ after = {}, roles }: Options): Breaks {
  const bits = roleBits(roles);
  const allowed = TARGET_ROLES.map((name) => (after[name] === undefined ? ~0 : roleBits(after[name]) | 1));
  const start = after[START] === undefined ? ~0 : roleBits(after[START]) | 1;
  return ({ role, length }) => {
    for (let i = 0; i < length; i++) {
      const may = i === 0 ? start : role[i - 1] === 0 ? ~0 : allowed[role[i - 1]];
      if (!inRoles(may, role[i]) && inRoles(bits, role[i])) return i;
    }
    return -1;
  };
}

/** Reports messages that come in another order than the target takes. */
export const targetTurnOrder = defineTargetRule<Options>({
  meta: {
    id: 'target-turn-order',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has its messages in an order that {target} does not take',
      other: '{count} records have their messages in an order that {target} does not take',
    },
    messages: {
      repeat:
        'message {number} has the role "{role}", as the one before it; {target} expects another; join the two, or drop the record',
      alternate:
        'message {number} has the role "{role}" behind "{before}"; {target} expects question and answer in turn; join or remove what repeats',
      'system-not-first':
        'message {number} is a system message behind others; {target} expects it first; move it to the beginning',
      'system-twice': 'message {number} is a second system message; {target} takes one; join the two',
      'not-allowed-after':
        'message {number} has the role "{role}" behind "{before}"; {target} expects {expected} there; mend the order, or drop the record',
    },
    options: optionsOf(
      {
        fault: faults('repeat', 'alternate', 'system-not-first', 'system-twice', 'not-allowed-after'),
        roles: roleList,
        after: {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries([START, ...TARGET_ROLES].map((name) => [name, roleList])),
        },
      },
      ['fault'],
    ),
    fix: 'none',
  },
  compile(options) {
    const { fault, after = {} } = options;
    const breaks: Breaks = {
      repeat: repeat(options),
      alternate,
      'system-not-first': systemNotFirst,
      'system-twice': systemTwice,
      'not-allowed-after': notAllowedAfter(options),
    }[fault];
    return ({ view, turns: lists }, report) => {
      for (const turns of lists) {
        const i = breaks(turns);
        if (i < 0) continue;
        const role = shortValue(view, turns.roleEntry[i]);
        const before = i === 0 ? 'the beginning' : shortValue(view, turns.roleEntry[i - 1]);
        const previous: string = i === 0 ? START : (TARGET_ROLES[turns.role[i - 1]] satisfies TargetRole);
        const expected = (after[previous] ?? []).join(' or ');
        report(fault, { entry: turns.entry[i], data: { number: i + 1, role, before, expected } });
        return;
      }
    };
  },
});
