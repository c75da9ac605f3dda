import {
  defineTargetRule,
  optionsOf,
  type RecordView,
  shortValue,
  type TargetField,
  typeWord,
  ValueType,
} from '../../../src/rule.ts';

const { object, array, string, number, true: yes, false: no } = ValueType;
const bit = (...types: readonly number[]): number => types.reduce((bits, type) => bits | (1 << type), 0);

/** Types that a field may have, as bits of `ValueType`, and how a message calls them. */
const TYPES: Readonly<Record<TargetField['is'], readonly [bits: number, words: string]>> = {
  text: [bit(string), 'a string'],
  parts: [bit(string, array), 'a string or a list of parts'],
  turns: [bit(array), 'a list of messages'],
  list: [bit(array), 'a list'],
  object: [bit(object), 'an object'],
  number: [bit(number), 'a number'],
  integer: [bit(number), 'a whole number'],
  boolean: [bit(yes, no), 'true or false'],
  scalar: [bit(string, number, yes, no), 'a string, a number, true or false'],
  'text-or-turns': [bit(string, array), 'a string or a list of messages'],
  'text-or-list': [bit(string, array), 'a string or a list'],
  any: [~0, 'a value'],
};

/** Reports a field whose value is not of the type that its shape names. */
export const targetFieldType = defineTargetRule<Readonly<Record<string, never>>>({
  meta: {
    id: 'target-field-type',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a field of a type that {target} does not take',
      other: '{count} records have a field of a type that {target} does not take',
    },
    messages: {
      found: '"{key}" is {found}; {target} expects {expected}; write it as that',
      fraction: '"{key}" is {found}; {target} expects a whole number; write it without a fraction',
    },
    options: optionsOf({}),
    fix: 'none',
  },
  compile(_options, shape) {
    const fields = Object.entries(shape?.fields ?? {})
      .filter(([, { is }]) => is !== 'any')
      .map(([name, { is, nullable = false }]) => {
        const [bits, expected] = TYPES[is];
        return { name, bits: nullable ? bits | bit(ValueType.null) : bits, expected, whole: is === 'integer' };
      });
    return (record, report) => {
      const { view } = record;
      for (const { name, bits, expected, whole } of fields) {
        const entry = record.field(name);
        if (entry < 0) continue;
        const fits = ((bits >> view.type(entry)) & 1) === 1;
        if (fits && !(whole && hasFraction(view, entry))) continue;
        const found = fits ? shortValue(view, entry) : typeWord(view, entry);
        report(fits ? 'fraction' : 'found', { entry, data: { key: record.keyOf(name), found, expected } });
        return;
      }
    };
  },
});

const hasFraction = (view: RecordView, entry: number): boolean =>
  view.type(entry) === number && !Number.isInteger(Number(view.text(entry)));
