import {
  type FinishContext,
  type ShapeCensus,
  type ShapeCount,
  compareRefs,
  defineFoldRule,
  plainCodec,
} from '../../../src/rule.ts';

/** Keys quoted in the message. */
const QUOTED = 5;

/** Keys of the record itself. */
function topKeys(shape: ShapeCount): ReadonlySet<string> {
  const top = shape.paths
    .map(([path]) => path.slice(1))
    .filter((path) => path !== '' && path !== '*' && !path.includes('/'));
  return new Set(top.map((path) => path.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** Keys of all records that fit a format, and of any; undefined: there are more shapes than are known. */
function columnsOf({ shapes, cut }: ShapeCensus): Columns | undefined {
  const fitting = shapes.filter(({ format }) => format !== null);
  if (cut || fitting.length === 0) return undefined;
  const sets = fitting.map((shape) => ({ shape, keys: topKeys(shape) }));
  const some = new Set(sets.flatMap(({ keys }) => [...keys]));
  return { sets, some, all: new Set([...some].filter((key) => sets.every(({ keys }) => keys.has(key)))) };
}

interface Columns {
  readonly sets: readonly { readonly shape: ShapeCount; readonly keys: ReadonlySet<string> }[];
  readonly some: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const quotedList = (keys: readonly string[]): string =>
  keys
    .slice(0, QUOTED)
    .map((key) => `"${key}"`)
    .join(', ') + (keys.length > QUOTED ? ` and ${keys.length - QUOTED} more` : '');

/** Columns that one split has and the training split has not, or the other way round. */
function compareSplits({ shapes, trained, split, report }: FinishContext): void {
  const own = columnsOf(shapes);
  const theirs = trained && columnsOf(trained);
  if (own === undefined || theirs === undefined) return;
  // What only some records have was said about the split that has it.
  const added = [...own.all].filter((key) => !theirs.some.has(key)).toSorted();
  const gone = [...theirs.all].filter((key) => !own.some.has(key)).toSorted();
  if (added.length + gone.length === 0) return;
  const said = [
    ...(added.length === 0 ? [] : [`only here ${quotedList(added)}`]),
    ...(gone.length === 0 ? [] : [`only in train ${quotedList(gone)}`]),
  ];
  const data = { split, keys: said.join(', ') };
  const first = own.sets.map(({ shape }) => shape.first).toSorted(compareRefs)[0];
  report({
    message: 'splits',
    data,
    count: own.sets.reduce((sum, { shape }) => sum + shape.count, 0),
    places: [{ ref: first, data }],
    severity: [...added, ...gone].every((key) => shapes.optional.has(key)) ? 'info' : 'warn',
  });
}

/** Reports keys that only some records of the main format have, and columns that another split does not have. */
export const inconsistentKeys = defineFoldRule<null>({
  meta: {
    id: 'inconsistent-keys',
    group: 'shape',
    since: '0.1.0',
    severity: 'warn',
    stage: 'shape',
    title: {
      one: '1 record has other keys than the rest',
      other: '{count} records have other keys than the rest',
    },
    messages: {
      found:
        '{keys} not in all of {total} records; expected the same keys in every record; add them with null or drop them (HF datasets says: All the data files must have the same columns)',
      splits:
        '{split}: {keys}; expected the same columns in every split; rename, add or drop them (HF datasets says: All the data files must have the same columns)',
    },
    evidence: { class: 'vendor', source: 'huggingface/datasets json.py and pull request 6509', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
  codec: plainCodec(1),
  // The engine's census of shapes is all that it needs.
  init: () => null,
  add: () => undefined,
  merge: () => null,
  finish(_state, context) {
    compareSplits(context);
    const { report } = context;
    const { shapes, optional } = context.shapes;
    const byFormat = new Map<string, number>();
    for (const { format, count } of shapes)
      if (format !== null) byFormat.set(format, (byFormat.get(format) ?? 0) + count);
    // Records of other formats have other keys by nature: mixed-shapes says so.
    const main = [...byFormat].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0];
    if (main === undefined) return;
    const [format, total] = main;
    const own = shapes.filter((shape) => shape.format === format).map((shape) => ({ shape, keys: topKeys(shape) }));
    const counts = new Map<string, number>();
    for (const { shape, keys } of own) for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + shape.count);
    const partial = [...counts].filter(([, count]) => count < total).map(([key]) => key);
    const foreign = partial.filter((key) => !optional.has(key));
    const keys = (foreign.length > 0 ? foreign : partial).toSorted();
    if (keys.length === 0) return;
    // Whoever is in the minority is the odd one: the record that has the key, or the one that lacks it.
    const isOdd = (has: ReadonlySet<string>) =>
      keys.some((key) => has.has(key) === (counts.get(key) as number) * 2 <= total);
    const odd = own
      .filter(({ keys: has }) => isOdd(has))
      .map(({ shape }) => shape)
      .toSorted((a, b) => compareRefs(a.first, b.first));
    const quoted = keys
      .slice(0, QUOTED)
      .map((key) => `"${key}" (${counts.get(key)})`)
      .join(', ');
    const data = { keys: keys.length > QUOTED ? `${quoted} and ${keys.length - QUOTED} more` : quoted, total };
    report({
      message: 'found',
      data,
      count: odd.reduce((sum, shape) => sum + shape.count, 0),
      places: odd.map((shape) => ({ ref: shape.first, data })),
      severity: foreign.length > 0 ? 'warn' : 'info',
    });
  },
});
