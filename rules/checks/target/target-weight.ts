import {
  type AskTurn,
  askTurns,
  defineTargetRule,
  faults,
  optionsOf,
  type RecordView,
  roleNumber,
  shortValue,
  spelling,
  type TargetRecord,
  type TargetRuleMeta,
  ValueType,
} from '../../../src/rule.ts';

type Fault =
  | 'not-0-or-1'
  | 'not-integer'
  | 'boolean'
  | 'role'
  | 'not-allowed'
  | 'all-zero'
  | 'root-negative'
  | 'root-not-number'
  | 'root-missing';
interface Options {
  readonly fault: Fault;
  readonly key?: string;
}

const ASSISTANT = roleNumber('assistant');
const { number, true: yes, false: no, null: nothing } = ValueType;

const isNumber = (view: RecordView, entry: number): boolean => view.type(entry) === number;
/** Python takes true for 1 and false for 0, and so do validators written in it. */
const isBoolean = (view: RecordView, entry: number): boolean => view.type(entry) === yes || view.type(entry) === no;
const isZero = (view: RecordView, entry: number): boolean =>
  view.type(entry) === no || (isNumber(view, entry) && Number(view.text(entry)) === 0);

/** As it is written: "1" is no 1. */
const quoted = (view: RecordView, entry: number): string =>
  view.isString(entry) ? `"${shortValue(view, entry)}"` : shortValue(view, entry);

/** Faults of a weight that is there and not null, by itself. */
const OF_VALUE: Readonly<Partial<Record<Fault, (view: RecordView, entry: number) => boolean>>> = {
  'not-0-or-1': (view, entry) =>
    !isBoolean(view, entry) && !(isNumber(view, entry) && [0, 1].includes(Number(view.text(entry)))),
  // What is no number at all is the other fault's.
  'not-integer': (view, entry) =>
    isNumber(view, entry) && /[.eE]/.test(view.text(entry)) && [0, 1].includes(Number(view.text(entry))),
  boolean: isBoolean,
  'not-allowed': () => true,
};
const OF_ROOT: Readonly<Partial<Record<Fault, (view: RecordView, entry: number) => boolean>>> = {
  'root-negative': (view, entry) => entry >= 0 && isNumber(view, entry) && Number(view.text(entry)) < 0,
  'root-not-number': (view, entry) => entry >= 0 && !isNumber(view, entry),
  'root-missing': (_view, entry) => entry < 0,
};

const meta: TargetRuleMeta = {
  id: 'target-weight',
  group: 'target',
  since: '0.1.0',
  title: {
    one: '1 record has a weight that {target} does not take',
    other: '{count} records have a weight that {target} does not take',
  },
  messages: {
    'not-0-or-1': '"{key}" of message {number} is {found}; {target} expects 0 or 1; write one of these, or remove it',
    'not-integer':
      '"{key}" of message {number} is {found}; {target} expects a whole number; write it without a fraction, or remove it',
    boolean:
      '"{key}" of message {number} is {found}; {target} expects the number 0 or 1; write it as a number, which loaders of every kind read in one way',
    role: 'message {number} has the role "{role}" and a "{key}"; {target} expects it in messages of role {expected} only; remove it',
    'not-allowed': 'message {number} has a "{key}"; {target} takes none; remove it',
    'all-zero':
      'every message of role {expected} has "{key}" 0; {target} expects one that is trained; set one to 1, or drop the record',
    'root-negative': '"{key}" of the record is {found}; {target} expects 0 or more; mend it',
    'root-not-number': '"{key}" of the record is {found}; {target} expects a number; mend it',
    'root-missing': 'the record has no "{key}"; {target} expects it in all records, or in none; add it',
  },
  options: optionsOf(
    {
      fault: faults(
        'not-0-or-1',
        'not-integer',
        'boolean',
        'role',
        'not-allowed',
        'all-zero',
        'root-negative',
        'root-not-number',
        'root-missing',
      ),
      key: { type: 'string' },
    },
    ['fault'],
  ),
  fix: 'none',
};

/** Reports a weight of a message, or of a record, that is not taken. Null counts as absent in a message. */
export const targetWeight = defineTargetRule<Options>({
  meta,
  compile({ fault, key = 'weight' }) {
    const ofRoot = OF_ROOT[fault];
    if (ofRoot !== undefined)
      return ({ view }, report) => {
        const entry = view.child(view.root, key);
        if (!ofRoot(view, entry)) return;
        report(fault, { entry: entry < 0 ? view.root : entry, data: { key, found: quoted(view, entry) } });
      };
    if (fault === 'all-zero')
      return (record, report) => {
        const entry = allZero(record, key);
        if (entry >= 0) report('all-zero', { entry, data: { key, expected: spelling(record, 'assistant') } });
      };
    const ofValue = OF_VALUE[fault];
    const ask: AskTurn = (record, turns, i, report) => {
      const { view } = record;
      const entry = view.child(turns.entry[i], key);
      if (entry < 0 || view.type(entry) === nothing || ofValue?.(view, entry) === false) return false;
      const role = shortValue(view, turns.roleEntry[i]);
      const expected = spelling(record, 'assistant');
      report(fault, { entry, data: { key, number: i + 1, role, expected, found: quoted(view, entry) } });
      return true;
    };
    return askTurns(fault === 'role' ? ~(1 << ASSISTANT) : ~0, ask);
  },
});

/** The first answer's weight, where every answer has one and it is 0; -1: something is trained, or there is no answer. */
function allZero({ view, turns: lists }: TargetRecord, key: string): number {
  let first = -1;
  for (const { role, entry, length } of lists)
    for (let i = 0; i < length; i++) {
      if (role[i] !== ASSISTANT) continue;
      const weight = view.child(entry[i], key);
      if (weight < 0 || !isZero(view, weight)) return -1;
      if (first < 0) first = weight;
    }
  return first;
}
