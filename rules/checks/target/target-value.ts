import {
  defineTargetRule,
  type Entry,
  optionsOf,
  type RecordView,
  saysText,
  shortValue,
  ValueType,
  valueOf,
} from '../../../src/rule.ts';

type Scalar = string | number | boolean | null;

/** Reports a value that is none of those that are taken. */
export const targetValue = defineTargetRule<{ readonly field: string; readonly values: readonly Scalar[] }>({
  meta: {
    id: 'target-value',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a value that {target} does not take',
      other: '{count} records have a value that {target} does not take',
    },
    messages: {
      found: '"{key}" is {found}; {target} takes {values}; write one of these',
    },
    options: optionsOf(
      {
        field: { type: 'string' },
        values: { type: 'array', items: { type: ['string', 'number', 'boolean', 'null'] }, minItems: 1 },
      },
      ['field', 'values'],
    ),
    fix: 'none',
  },
  compile({ field, values }) {
    const named = values.map((value) => JSON.stringify(value)).join(', ');
    return (record, report) => {
      const entry = valueOf(record, field);
      if (entry < 0) return;
      for (const value of values) if (isValue(record.view, entry, value)) return;
      const data = { key: record.keyOf(field) || field, found: shortValue(record.view, entry), values: named };
      report('found', { entry, data });
    };
  },
});

function isValue(view: RecordView, entry: Entry, value: Scalar): boolean {
  const type = view.type(entry);
  if (typeof value === 'string') return saysText(view, entry, value);
  if (typeof value === 'number') return type === ValueType.number && Number(view.text(entry)) === value;
  if (value === null) return type === ValueType.null;
  return type === (value ? ValueType.true : ValueType.false);
}
