import {
  compareRefs,
  defineFoldRule,
  keepSmallest,
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
type State = Map<string, Seen>;

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
  init: () => new Map(),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind !== 'labelled-text' || sample.labelEntry < 0) return;
    const type = record.type(sample.labelEntry);
    if (type === ValueType.null) return;
    const name = TYPE_NAMES[type];
    let seen = state.get(name);
    if (seen === undefined) state.set(name, (seen = { count: 0, first: [] }));
    seen.count++;
    // Records come in file order: only the first few of a type need their place.
    if (seen.first.length < PLACES) keepSmallest(seen.first, record.ref(), PLACES, compareRefs);
  },
  merge(earlier, later) {
    const out = new Map(earlier);
    for (const [name, b] of later) {
      const a = out.get(name);
      out.set(name, {
        count: (a?.count ?? 0) + b.count,
        first: mergeSmallest(a?.first ?? [], b.first, PLACES, compareRefs),
      });
    }
    return out;
  },
  finish(state, context) {
    if (state.size < 2) return;
    const types = [...state].toSorted(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
    const [[main], [other]] = types;
    const rare = types.slice(1).map(([, seen]) => seen);
    context.report({
      message: 'found',
      data: { types: types.map(([name, { count }]) => `${name} ${count}`).join(', '), main, other },
      count: rare.reduce((sum, { count }) => sum + count, 0),
      places: rare.flatMap(({ first }) => first.map((ref) => ({ ref }))),
    });
  },
  codec: plainCodec<State>(1),
});
