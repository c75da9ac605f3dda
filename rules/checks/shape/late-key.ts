import { compareRefs, defineFoldRule, plainCodec, type Ref, type ShapeCount } from '../../../src/rule.ts';

/** Bytes of a file that HF datasets reads before it fixes the columns: `chunksize` of its JSON loader. */
const CHUNK = 10 * 1024 * 1024;
/** Paths that a census writes down for a shape: where there are as many, some may be missing. */
const PATHS = 128;
/** Paths quoted as places. */
const PLACES = 5;

interface Path {
  /** First record in which the path has a value. */
  readonly value: Ref | undefined;
  /** First record in which the path stands, with or without a value. */
  readonly first: Ref;
}

const earlier = (a: Ref | undefined, b: Ref): Ref => (a === undefined || compareRefs(b, a) < 0 ? b : a);

function firstOfPaths(shapes: readonly ShapeCount[]): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>();
  for (const shape of shapes) {
    for (const [path, type] of shape.paths) {
      const known = paths.get(path);
      const value = type === 'null' ? known?.value : earlier(known?.value, shape.first);
      paths.set(path, { value, first: earlier(known?.first, shape.first) });
    }
  }
  return paths;
}

const isLate = (ref: Ref | undefined): ref is Ref => ref !== undefined && ref.offset >= CHUNK;
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Reports keys whose first value stands behind the part of the file from which Arrow infers the columns. */
export const lateKey = defineFoldRule<null>({
  meta: {
    id: 'late-key',
    group: 'shape',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    containers: ['jsonl'],
    title: {
      one: '1 record has a key that comes too late: HF datasets stops there',
      other: '{count} records have a key that comes too late: HF datasets stops at the first',
    },
    messages: {
      key: '{path} first appears {mebibytes} MiB into the file; expected every key within the first 10 MiB, from which HF datasets takes the columns; give every record the key, with null where it has no value, and a value to one of the first (HF datasets says: All the data files must have the same columns, but at some point there are 1 new columns)',
      nested:
        "{path} first appears {mebibytes} MiB into the file; expected every key within the first 10 MiB, from which HF datasets takes the columns and what is in them; give every record the key, with null where it has no value, and a value to one of the first (HF datasets says: TypeError: Couldn't cast array of type)",
      null: "{path} is null up to {mebibytes} MiB into the file; expected a value within the first 10 MiB, from which HF datasets takes the types; move a record that has one to the front (HF datasets says: Couldn't cast array of type string to null)",
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/datasets json.py (chunksize 10 << 20), issues 5844, 5596, 7159, pull request 6509',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  codec: plainCodec(1),
  // The engine's census of shapes is all that it needs.
  init: () => null,
  add: () => undefined,
  merge: () => null,
  finish(_state, { shapes: { shapes, cut }, report }) {
    // Of a sample of shapes nobody knows where a key stands first.
    if (cut || shapes.some(({ paths }) => paths.length >= PATHS)) return;
    const paths = firstOfPaths(shapes);
    const late = [...paths]
      .filter(([path, { value }]) => isLate(value) && !isLate(paths.get(parentOf(path))?.value))
      .toSorted(([a, x], [b, y]) => compareRefs(x.value as Ref, y.value as Ref) || (a < b ? -1 : 1));
    if (late.length === 0) return;
    const names = new Set(late.map(([path]) => path));
    const count = shapes
      .filter((shape) => shape.paths.some(([path, type]) => type !== 'null' && names.has(path)))
      .reduce((sum, shape) => sum + shape.count, 0);
    const about = (path: string, ref: Ref) => ({ path, mebibytes: Math.floor(ref.offset / 1024 / 1024) });
    const [path, { first, value }] = late[0];
    report({
      message: isLate(first) ? (path.includes('/', 1) ? 'nested' : 'key') : 'null',
      data: about(path, value as Ref),
      count,
      places: late.slice(0, PLACES).map(([name, at]) => ({
        ref: at.value as Ref,
        pointer: name.includes('/*') ? '' : name,
        data: about(name, at.value as Ref),
      })),
    });
  },
});
