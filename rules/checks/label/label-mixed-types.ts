import {
  compareRefs,
  defineFoldRule,
  keepFirst,
  mergeSmallest,
  plainCodec,
  type Ref,
  TYPE_NAMES,
  ValueType,
} from '../../../src/rule.ts';

interface Seen {
  count: number;
  readonly first: Ref[];
}
/** By `ValueType`; true and false are one type in a report. */
type State = Seen[];

/** Places named for each type that is not the most frequent one. */
const PLACES = 5;

/** Labels of more than one JSON type in one column. */
export const labelMixedTypes = defineFoldRule<State>({
  meta: {
    id: 'label-mixed-types',
    group: 'label',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['labelled-text'],
    title: {
      one: '1 record has a label of another type: the column cannot be loaded',
      other: '{count} records have a label of another type: the column cannot be loaded',
    },
    messages: {
      found:
        'labels are {types}; expected one type; write all as {main} ("JSON parse error: Column(/label) changed from {main} to {other}", pyarrow)',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/datasets json.py and pyarrow: one type for each column',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => TYPE_NAMES.map(() => ({ count: 0, first: [] })),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind !== 'labelled-text' || sample.labelEntry < 0) return;
    const seen = state[record.type(sample.labelEntry)];
    seen.count++;
    keepFirst(seen.first, record, PLACES);
  },
  merge: (earlier, later) => earlier.map((seen, type) => both(seen, later[type])),
  finish(state, context) {
    const byName = new Map<string, Seen>();
    state.forEach((seen, type) => {
      const name = TYPE_NAMES[type];
      const known = byName.get(name);
      if (seen.count > 0 && type !== ValueType.null) byName.set(name, known === undefined ? seen : both(known, seen));
    });
    if (byName.size < 2) return;
    const types = [...byName].toSorted(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
    const [[main], [other]] = types;
    const rare = types.slice(1).map(([, seen]) => seen);
    context.report({
      message: 'found',
      data: { types: types.map(([name, { count }]) => `${name} ${count}`).join(', '), main, other },
      count: rare.reduce((sum, { count }) => sum + count, 0),
      places: rare.flatMap(({ first }) => first.map((ref) => ({ ref }))),
    });
  },
  codec: plainCodec<State>(2),
});

function both(a: Seen, b: Seen): Seen {
  return { count: a.count + b.count, first: mergeSmallest(a.first, b.first, PLACES, compareRefs) };
}
