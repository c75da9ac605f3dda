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

type Fault = 'type' | 'mixed-types' | 'missing' | 'missing-float' | 'float' | 'minus-one';
type LabelType = 'string' | 'integer' | 'number' | 'boolean' | 'list';
interface Options {
  readonly field: string;
  readonly fault: Fault;
  readonly types?: readonly LabelType[];
}

const { array, string, number, true: yes, false: no } = ValueType;
/** Longer cells are no numbers. */
const LONGEST = 32;
const NUMERAL = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

/** Whether a record is a row of a table: its first cell begins where it begins itself, in JSON a bracket and a key lie between. */
function isRow({ tape, root }: RecordView, cell: Entry): boolean {
  return cell >= 0 && tape.start[root] === tape.start[cell];
}

/** What a label is as a number: a numeral, or a cell of a CSV file that holds one, which readers make a number of. */
function numeral(view: RecordView, entry: Entry): string | undefined {
  if (view.type(entry) === number) return view.text(entry);
  if (view.type(entry) !== string || view.codePoints(entry) > LONGEST || !isRow(view, view.first(view.root)))
    return undefined;
  const text = view.text(entry);
  return NUMERAL.test(text) ? text.trim() : undefined;
}

/** Written with a fraction or an exponent: a reader makes a float of it, 1.0 too. */
const isFloat = (view: RecordView, entry: Entry): boolean => /[.eE]/.test(numeral(view, entry) ?? '');
const isTruth = (view: RecordView, entry: Entry): boolean =>
  view.type(entry) === string && isRow(view, view.first(view.root)) && /^(?:true|false)$/i.test(view.head(entry, 8));

const TYPES: Readonly<Record<LabelType, (view: RecordView, entry: Entry) => boolean>> = {
  string: (view, entry) => view.type(entry) === string,
  integer: (view, entry) => /^[^.eE]+$/.test(numeral(view, entry) ?? ''),
  number: (view, entry) => numeral(view, entry) !== undefined,
  boolean: (view, entry) => view.type(entry) === yes || view.type(entry) === no || isTruth(view, entry),
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

/** Reports a label that is missing (null and blank are), of a type that is not taken, a float, -1, or a list of several types. */
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
      'missing-float':
        '"{key}" is {found}; one such record makes floats of a column of whole numbers, and {target} then trains a regression on all records; add the label, or drop the record',
      'minus-one': '"{key}" is -1, and {target} takes such records out; give the record a label, or drop it',
      float:
        '"{key}" is {found}, which is read as a float; {target} expects a whole number; write it without a fraction',
    },
    options: optionsOf(
      {
        field: { type: 'string' },
        fault: faults('type', 'mixed-types', 'missing', 'missing-float', 'float', 'minus-one'),
        types: { type: 'array', items: { enum: Object.keys(TYPES) }, minItems: 1 },
      },
      ['field', 'fault'],
    ),
    fix: 'none',
  },
  compile({ field, fault, types = [] }) {
    const named = types.map((type) => NAMES[type]).join(' or ');
    // An empty list says that no label holds.
    const isMissing = (view: RecordView, entry: Entry): boolean => !view.filled(entry) && view.type(entry) !== array;
    const isFault: Readonly<Record<Fault, (view: RecordView, entry: Entry) => boolean>> = {
      type: (view, entry) => view.filled(entry) && !types.some((type) => TYPES[type](view, entry)),
      'mixed-types': isMixed,
      missing: isMissing,
      'missing-float': isMissing,
      float: isFloat,
      'minus-one': (view, entry) => Number(numeral(view, entry) ?? 0) === -1,
    };
    return (record, report) => {
      const { view } = record;
      const entry = valueOf(record, field);
      const key = record.keyOf(field) || field;
      if (entry < 0) {
        if (fault === 'missing' || fault === 'missing-float')
          report(fault, { entry: view.root, data: { key, found: 'not there', types: named } });
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
