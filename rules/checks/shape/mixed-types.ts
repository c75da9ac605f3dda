import { type FinishContext, type ShapeCount, compareRefs, defineFoldRule, plainCodec } from '../../../src/rule.ts';

type Types = ReadonlyMap<string, number>;

/** Records by type for every path; null is no type of its own, because Arrow reads it as missing. */
function typesByPath(shapes: readonly ShapeCount[]): ReadonlyMap<string, Types> {
  const paths = new Map<string, Map<string, number>>();
  for (const { paths: list, count } of shapes) {
    for (const [path, type] of list) {
      if (type === 'null') continue;
      const types = paths.get(path) ?? new Map<string, number>();
      paths.set(path, types.set(type, (types.get(type) ?? 0) + count));
    }
  }
  return paths;
}

/** Scores of pairs have a rule of their own (score-range), which tells words from numbers in quotes. */
const SCORED = 'sentence-score';
const SCORE = /^\/(?:score|similarity_score|similarity|relatedness_score|relatedness|cosine_similarity)$/;
const withoutScore = (shape: ShapeCount): ShapeCount =>
  shape.format === SCORED ? { ...shape, paths: shape.paths.filter(([path]) => !SCORE.test(path)) } : shape;

/** The most frequent type of each path that has several; ties by name. */
function mixed(shapes: readonly ShapeCount[]): ReadonlyMap<string, string> {
  const main = new Map<string, string>();
  for (const [path, types] of typesByPath(shapes)) {
    // The cells of a row that is itself an array are columns, not elements of one type.
    if (types.size < 2 || path === '/*') continue;
    main.set(path, [...types].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0][0]);
  }
  return main;
}

/** Reports paths that hold different JSON types over the records of a split; names the first record of each minority. */
export const mixedTypes = defineFoldRule<null>({
  meta: {
    id: 'mixed-types',
    group: 'shape',
    since: '0.1.0',
    severity: 'warn',
    stage: 'shape',
    title: {
      one: '1 record holds another type than the rest: Arrow loaders stop at it',
      other: '{count} records hold other types than the rest: Arrow loaders stop at the first',
    },
    messages: {
      found:
        '{path} is {main} in most records and {other} here; expected one type for each path; convert the smaller part (HF datasets says: JSON parse error: Column({column}) changed from {main} to {other} in row N)',
    },
    evidence: { class: 'vendor', source: 'huggingface/datasets issues 7322, 6977, 6460; json.py', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
  codec: plainCodec(1),
  // The engine's census of shapes is all that it needs.
  init: () => null,
  add: () => undefined,
  merge: () => null,
  finish(_state, context: FinishContext) {
    // Records of no known format are errors of their own; their types would only repeat it.
    const known = context.shapes.shapes.filter((shape) => shape.format !== null).map(withoutScore);
    const main = mixed(known);
    if (main.size === 0) return;
    const places = new Map<string, { readonly path: string; readonly other: string; readonly shape: ShapeCount }>();
    let count = 0;
    for (const shape of known) {
      const odd = shape.paths.filter(([path, type]) => type !== 'null' && main.has(path) && main.get(path) !== type);
      if (odd.length > 0) count += shape.count;
      for (const [path, other] of odd) {
        const key = `${path} ${other}`;
        const earlier = places.get(key);
        if (earlier === undefined || compareRefs(shape.first, earlier.shape.first) < 0)
          places.set(key, { path, other, shape });
      }
    }
    const ordered = [...places.values()].toSorted(
      (a, b) => compareRefs(a.shape.first, b.shape.first) || (a.path < b.path ? -1 : 1),
    );
    const about = (path: string, other: string) => ({
      path,
      // Arrow writes [] for any element of a list.
      column: path.replaceAll('/*', '/[]'),
      main: main.get(path) as string,
      other,
    });
    context.report({
      message: 'found',
      data: about(ordered[0].path, ordered[0].other),
      count,
      places: ordered.map(({ path, other, shape }) => ({ ref: shape.first, data: about(path, other) })),
    });
  },
});
