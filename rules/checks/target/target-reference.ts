import { defineTargetRule, faults, optionsOf, valueOf } from '../../../src/rule.ts';

interface Options {
  readonly fault: 'missing' | 'blank';
  /** Keys that are no reference. */
  readonly reserved: readonly string[];
  /** The field with the reference; absent: any other than the reserved ones. */
  readonly field?: string;
}

/** Reports a prompt without anything that a grader can compare an answer with. */
export const targetReference = defineTargetRule<Options>({
  meta: {
    id: 'target-reference',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has nothing that a grader of {target} can compare an answer with',
      other: '{count} records have nothing that a grader of {target} can compare an answer with',
    },
    messages: {
      missing:
        'the record has {expected} missing; {target} expects it beside {reserved}; add what the grader compares with',
      blank: 'the reference "{key}" is blank; {target} expects something to compare with; write it, or drop the record',
    },
    options: optionsOf(
      {
        fault: faults('missing', 'blank'),
        reserved: { type: 'array', items: { type: 'string' } },
        field: { type: 'string' },
      },
      ['fault', 'reserved'],
    ),
    fix: 'unsafe',
  },
  compile({ fault, reserved, field }) {
    const known = new Set(reserved);
    const expected = field === undefined ? 'a reference field' : `"${field}"`;
    const missing = { expected, reserved: reserved.join(', ') };
    return (record, report) => {
      const { view } = record;
      if (field !== undefined) {
        const entry = valueOf(record, field);
        if (fault === 'missing' && entry < 0) report('missing', { entry: view.root, data: missing });
        if (fault === 'blank' && entry >= 0 && !view.filled(entry)) report('blank', { entry, data: { key: field } });
        return;
      }
      let [blank, filled] = [-1, false];
      for (let e = view.first(view.root); e >= 0 && !filled; e = view.sibling(e, view.root)) {
        if (known.has(view.key(e) ?? '')) continue;
        filled = view.filled(e);
        if (!filled && blank < 0) blank = e;
      }
      if (filled) return;
      if (fault === 'missing' && blank < 0) report('missing', { entry: view.root, data: missing });
      if (fault === 'blank' && blank >= 0)
        report('blank', { entry: blank, data: { key: (view.key(blank) ?? '').slice(0, 64) } });
    };
  },
});
