import { defineTargetRule, type Entry, optionsOf, type TargetRecord, textList } from '../../../src/rule.ts';

interface Options {
  /** Fields in the order in which the loss takes them. */
  readonly inputs: readonly string[];
  /** Keys that are taken for the label wherever they stand. */
  readonly label?: readonly string[];
}

/** Names that sentence-transformers takes for the label (training_overview.md). */
const LABELS: readonly string[] = ['label', 'labels', 'score', 'scores'];

/** The key of a field that is there; undefined: it is not. */
function keyOf(record: TargetRecord, name: string): string | undefined {
  const { shape, view } = record;
  if (shape !== undefined && Object.hasOwn(shape.fields, name))
    return record.field(name) < 0 ? undefined : record.keyOf(name);
  return view.child(view.root, name) < 0 ? undefined : name;
}

/** Reports root keys in another order, or more of them, than a loss that takes columns by position reads. */
export const targetColumns = defineTargetRule<Options>({
  meta: {
    id: 'target-columns',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has its columns in another order than {target} reads them',
      other: '{count} records have their columns in another order than {target} reads them',
    },
    messages: {
      order:
        'column {number} is "{key}"; {target} takes columns by position and expects "{expected}" there; change the order',
      extra:
        'column {number} is "{key}", which {target} takes as a text to learn from; expected {inputs} and nothing else; remove it',
    },
    options: optionsOf({ inputs: textList, label: textList }, ['inputs']),
    fix: 'safe',
  },
  compile({ inputs, label = LABELS }) {
    const labels = new Set(label);
    return (record, report) => {
      const { view } = record;
      let number = 0;
      let at = 0;
      for (let e = view.first(view.root); e >= 0; e = view.sibling(e, view.root)) {
        const key = view.key(e) ?? '';
        if (labels.has(key)) continue;
        number++;
        while (at < inputs.length && keyOf(record, inputs[at]) === undefined) at++;
        const expected = at < inputs.length ? keyOf(record, inputs[at]) : undefined;
        if (key === expected) at++;
        else return tell(e, key, expected, number);
      }

      function tell(entry: Entry, key: string, expected: string | undefined, place: number): void {
        const ours = expected !== undefined && inputs.some((name) => keyOf(record, name) === key);
        const data = { number: place, key: key.slice(0, 64), expected: expected ?? '', inputs: inputs.join(', ') };
        report(ours ? 'order' : 'extra', { entry, data });
      }
    };
  },
});
