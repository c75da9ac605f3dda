import {
  defineTargetRule,
  type Entry,
  faults,
  optionsOf,
  type RecordView,
  shortValue,
  ValueType,
  valueOf,
} from '../../../src/rule.ts';

type Fault = 'type' | 'mixed-types' | 'missing' | 'float';
type LabelType = 'string' | 'integer' | 'number' | 'boolean' | 'list';
interface Options {
  readonly field: string;
  readonly fault: Fault;
  readonly types?: readonly LabelType[];
}

const { array, string, number, true: yes, false: no } = ValueType;
/** Written with a fraction or an exponent: a reader makes a float of it, 1.0 too. */
const isFloat = (view: RecordView, entry: Entry): boolean =>
  view.type(entry) === number && /[.eE]/.test(view.text(entry));

const TYPES: Readonly<Record<LabelType, (view: RecordView, entry: Entry) => boolean>> = {
  string: (view, entry) => view.type(entry) === string,
  integer: (view, entry) => view.type(entry) === number && !isFloat(view, entry),
  number: (view, entry) => view.type(entry) === number,
  boolean: (view, entry) => view.type(entry) === yes || view.type(entry) === no,
  list: (view, entry) => view.type(entry) === array,
};
const NAMES: Readonly<Record<LabelType, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
};

/** Whether a list has members of two types; true and false are one. */
function isMixed(view: RecordView, list: Entry): boolean {
  if (view.type(list) !== array) return false;
  const first = view.first(list);
  const typeOf = (entry: Entry): number => (view.type(entry) === no ? yes : view.type(entry));
  for (let e = first; e >= 0; e = view.sibling(e, list)) if (typeOf(e) !== typeOf(first)) return true;
  return false;
}

/** Reports a label that is missing (null and blank are), of a type that is not taken, a float, or a list of several types. */
export const targetLabel = defineTargetRule<Options>({
  meta: {
    id: 'target-label',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a label that {target} does not take',
      other: '{count} records have a label that {target} does not take',
    },
    messages: {
      type: '"{key}" is {found}; {target} expects {types}; write all labels as that',
      'mixed-types': '"{key}" holds values of several types; {target} expects one; write all labels in one way',
      missing: '"{key}" is {found}; {target} expects a label in every record; add it, or drop the record',
      float:
        '"{key}" is {found}, which is read as a float; {target} expects a whole number; write it without a fraction',
    },
    options: optionsOf(
      {
        field: { type: 'string' },
        fault: faults('type', 'mixed-types', 'missing', 'float'),
        types: { type: 'array', items: { enum: Object.keys(TYPES) }, minItems: 1 },
      },
      ['field', 'fault'],
    ),
    fix: 'none',
  },
  compile({ field, fault, types = [] }) {
    const named = types.map((type) => NAMES[type]).join(' or ');
    const isFault: Readonly<Record<Fault, (view: RecordView, entry: Entry) => boolean>> = {
      type: (view, entry) => view.filled(entry) && !types.some((type) => TYPES[type](view, entry)),
      'mixed-types': isMixed,
      // An empty list says that no label holds.
      missing: (view, entry) => !view.filled(entry) && view.type(entry) !== array,
      float: isFloat,
    };
    return (record, report) => {
      const { view } = record;
      const entry = valueOf(record, field);
      const key = record.keyOf(field) || field;
      if (entry < 0) {
        if (fault === 'missing')
          report('missing', { entry: view.root, data: { key, found: 'not there', types: named } });
        return;
      }
      if (!isFault[fault](view, entry)) return;
      report(fault, { entry, data: { key, found: inWords(view, entry), types: named } });
    };
  },
});

function inWords(view: RecordView, entry: Entry): string {
  if (!view.isString(entry)) return shortValue(view, entry);
  return view.filled(entry) ? `the string "${shortValue(view, entry)}"` : 'a blank string';
}
