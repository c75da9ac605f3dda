import { type ShapeCount, compareRefs, defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** Keys quoted in the message. */
const QUOTED = 5;

/** Keys of the record itself. */
function topKeys(shape: ShapeCount): ReadonlySet<string> {
  const top = shape.paths
    .map(([path]) => path.slice(1))
    .filter((path) => path !== '' && path !== '*' && !path.includes('/'));
  return new Set(top.map((path) => path.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** Reports keys that only some records of the main format have. */
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
  finish(_state, { shapes: { shapes, optional }, report }) {
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
