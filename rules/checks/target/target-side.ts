import {
  defineTargetRule,
  type Entry,
  faults,
  inRoles,
  optionsOf,
  roleBits,
  roleList,
  roleNumber,
  sameValue,
  Said,
  said,
  shortValue,
  spelling,
  type TargetRecord,
  type TargetRole,
  textList,
  turnsOf,
  ValueType,
  valueOf,
} from '../../../src/rule.ts';

type Fault = 'count' | 'role' | 'last-role' | 'role-needed' | 'equal' | 'blank';
interface Options {
  readonly fault: Fault;
  /** Fields that are sides: chosen and rejected. */
  readonly fields: readonly string[];
  readonly count?: number;
  readonly roles?: readonly TargetRole[];
  readonly role?: TargetRole;
}

/** Where the fault of a side is and what stands there; undefined: the side is clean. */
type SideFault = (record: TargetRecord, field: string) => { readonly entry: Entry; readonly found: string } | undefined;

function sideFault({ fault, count = 1, roles = ['assistant'], role = 'assistant' }: Options): SideFault {
  const bits = roleBits(roles);
  const wanted = roleNumber(role);
  const faultsOf: Readonly<Record<Exclude<Fault, 'equal'>, SideFault>> = {
    count(record, field) {
      const entry = valueOf(record, field);
      const { view } = record;
      if (entry < 0 || view.type(entry) !== ValueType.array || view.codePoints(entry) === count) return undefined;
      return { entry, found: String(view.codePoints(entry)) };
    },
    role(record, field) {
      const turns = turnsOf(record, field);
      for (let i = 0; turns !== undefined && i < turns.length; i++)
        if (!inRoles(bits, turns.role[i]))
          return { entry: turns.entry[i], found: shortValue(record.view, turns.roleEntry[i]) };
      return undefined;
    },
    'last-role'(record, field) {
      const turns = turnsOf(record, field);
      const last = (turns?.length ?? 0) - 1;
      if (turns === undefined || last < 0 || inRoles(bits, turns.role[last])) return undefined;
      return { entry: turns.entry[last], found: shortValue(record.view, turns.roleEntry[last]) };
    },
    'role-needed'(record, field) {
      const turns = turnsOf(record, field);
      if (turns === undefined) return undefined;
      for (let i = 0; i < turns.length; i++) if (turns.role[i] === wanted) return undefined;
      return { entry: turns.list, found: 'none' };
    },
    blank(record, field) {
      const entry = valueOf(record, field);
      return entry >= 0 && isBlank(record, field, entry) ? { entry, found: 'blank' } : undefined;
    },
  };
  return faultsOf[fault as Exclude<Fault, 'equal'>];
}

/** Null, a blank string, a list without messages, and messages that say nothing and call nothing. */
function isBlank(record: TargetRecord, field: string, entry: Entry): boolean {
  const { view } = record;
  if (view.type(entry) !== ValueType.array) return !view.filled(entry);
  const turns = turnsOf(record, field);
  if (turns === undefined) return view.first(entry) < 0;
  for (let i = 0; i < turns.length; i++) {
    if (said(view, turns.content[i]) === Said.something) return false;
    if (view.filled(turns.calls[i]) || view.filled(turns.call[i])) return false;
  }
  return true;
}

/** Reports a side of a preference that is blank, has the wrong messages, or is equal to the other. */
export const targetSide = defineTargetRule<Options>({
  meta: {
    id: 'target-side',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a side that {target} cannot compare',
      other: '{count} records have a side that {target} cannot compare',
    },
    messages: {
      count:
        'the number of messages in "{key}" is {found}; {target} expects {expected}; keep the last answer, and move the others into the prompt',
      role: '"{key}" has a message of role "{found}"; {target} expects {expected} only; move it into the prompt',
      'last-role': '"{key}" ends with role "{found}"; {target} expects {expected} last; cut what stands behind',
      'role-needed': '"{key}" has no message of role {expected}; {target} expects one; add it, or drop the record',
      equal: '"{key}" is equal to "{other}"; {target} expects two different answers; drop the record',
      blank: '"{key}" is blank; {target} expects an answer; write it, or drop the record',
    },
    options: optionsOf(
      {
        fault: faults('count', 'role', 'last-role', 'role-needed', 'equal', 'blank'),
        fields: textList,
        count: { type: 'integer', minimum: 0 },
        roles: roleList,
        role: roleList.items,
      },
      ['fault', 'fields'],
    ),
    fix: 'unsafe',
  },
  compile(options) {
    const { fault, fields, count = 1, roles = ['assistant'], role = 'assistant' } = options;
    const nameOf = (record: TargetRecord, field: string): string => record.keyOf(field) || field;
    if (fault === 'equal') {
      const [first, second] = fields;
      return (record, report) => {
        const [a, b] = [valueOf(record, first), second === undefined ? -1 : valueOf(record, second)];
        if (!sameValue(record.view, a, b)) return;
        report('equal', { entry: b, data: { key: nameOf(record, second), other: nameOf(record, first) } });
      };
    }
    const find = sideFault(options);
    const named = fault === 'role-needed' ? [role] : roles;
    return (record, report) => {
      for (const field of fields) {
        const fault_ = find(record, field);
        if (fault_ === undefined) continue;
        const { entry, found } = fault_;
        const words = named.map((name) => spelling(record, name)).join(' or ');
        const expected = fault === 'count' ? String(count) : words;
        report(fault, { entry, data: { key: nameOf(record, field), found, expected } });
        return;
      }
    };
  },
});
