import { defineTargetRule, optionsOf, ValueType, valueOf } from '../../../src/rule.ts';

/** Reports two lists that should have one member for each other and do not. */
export const targetSameLength = defineTargetRule<{ readonly fields: readonly string[] }>({
  meta: {
    id: 'target-same-length',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has two lists of different length, which {target} reads side by side',
      other: '{count} records have two lists of different length, which {target} reads side by side',
    },
    messages: {
      found:
        'the length of "{first}" is {one} and that of "{second}" is {other}; {target} expects as many in both; add or remove what differs',
    },
    options: optionsOf({ fields: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 } }, ['fields']),
    fix: 'none',
  },
  compile({ fields: [first, second] }) {
    return (record, report) => {
      const { view } = record;
      const [a, b] = [valueOf(record, first), valueOf(record, second)];
      if (a < 0 || b < 0 || view.type(a) !== ValueType.array || view.type(b) !== ValueType.array) return;
      const [one, other] = [view.codePoints(a), view.codePoints(b)];
      if (one !== other) report('found', { entry: b, data: { first, second, one, other } });
    };
  },
});
