import {
  defineTargetRule,
  type Entry,
  faults,
  Flag,
  optionsOf,
  type RecordView,
  textList,
  typeWord,
  ValueType,
  valueOf,
} from '../../../src/rule.ts';

type Fault = 'null' | 'empty' | 'blank' | 'not-string';

const FAULTS: Readonly<Record<Fault, (view: RecordView, entry: Entry) => boolean>> = {
  null: (view, entry) => view.type(entry) === ValueType.null,
  empty: (view, entry) => view.isString(entry) && view.codePoints(entry) === 0,
  blank: (view, entry) => view.isString(entry) && (view.flags(entry) & Flag.blank) !== 0,
  'not-string': (view, entry) => view.type(entry) !== ValueType.string && view.type(entry) !== ValueType.null,
};

/** Reports a text that is null, empty, blank (which empty is too), or no string (null has its own fault). */
export const targetText = defineTargetRule<{ readonly fields: readonly string[]; readonly fault: Fault }>({
  meta: {
    id: 'target-text',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has nothing that {target} can read where a text should be',
      other: '{count} records have nothing that {target} can read where a text should be',
    },
    messages: {
      null: '"{key}" is null; {target} expects a text; write it or drop the record',
      empty: '"{key}" is an empty string; {target} expects a text; write it or drop the record',
      blank: '"{key}" is blank; {target} expects a text; write it or drop the record',
      'not-string': '"{key}" is {found}; {target} expects a string; write it as text',
    },
    options: optionsOf({ fields: textList, fault: faults('null', 'empty', 'blank', 'not-string') }, [
      'fields',
      'fault',
    ]),
    fix: 'unsafe',
  },
  compile({ fields, fault }) {
    const isFault = FAULTS[fault];
    return (record, report) => {
      const { view } = record;
      for (const name of fields) {
        const entry = valueOf(record, name);
        if (entry < 0 || !isFault(view, entry)) continue;
        report(fault, { entry, data: { key: record.keyOf(name) || name, found: typeWord(view, entry) } });
        return;
      }
    };
  },
});
