import { add, type BottomK, createBottomK, entries, isCut, merge, prune } from '../stats/bottom-k.ts';
import { type Codec, plainCodec } from '../stats/codec.ts';
import { hashText, hex } from './hash.ts';
import type { Entry, Ref } from './record.ts';
import { compareRefs } from './ref-order.ts';
import { DEPTH_CAP, KEY_CAP, MEMBER_CAP, PATH_CAP, READING_CAP, type ShapeCensus, SHAPE_CAP } from './shapes.ts';
import { ValueType } from './tape.ts';
import type { View } from './view.ts';

interface Seen {
  count: number;
  first: Ref;
}
interface SeenShape extends Seen {
  format: string | null;
  paths: (readonly [string, string])[];
}
interface SeenReading extends Seen {
  format: string;
  reading: string;
}

/** Distinct shapes and readings of one split: what is kept is exact, and is the same wherever the input is cut. */
export interface CensusState {
  shapes: BottomK<SeenShape>;
  readings: BottomK<SeenReading>;
}
const plain = plainCodec<CensusState>(1);
/** Equal states have equal bytes: what is above the caps and not yet dropped is no part of them. */
export const censusCodec: Codec<CensusState> = {
  ...plain,
  encode(state) {
    prune(state.shapes);
    prune(state.readings);
    return plain.encode(state);
  },
};

export function createCensus(): CensusState {
  return { shapes: createBottomK(SHAPE_CAP), readings: createBottomK(READING_CAP) };
}

function mergeSeen<T extends Seen>(x: T, y: T): T {
  return { ...x, count: x.count + y.count, first: compareRefs(x.first, y.first) <= 0 ? x.first : y.first };
}

/** Two shards as one. */
export function mergeCensus(a: CensusState, b: CensusState): CensusState {
  return { shapes: merge(a.shapes, b.shapes, mergeSeen), readings: merge(a.readings, b.readings, mergeSeen) };
}

/** Counts the shapes and readings of one split; writes the paths of a shape once. */
export class ShapeCounter {
  readonly state: CensusState;
  /** By number of the shape. */
  private readonly shapes: (SeenShape | undefined)[] = [];
  private readonly readings = new Map<string, SeenReading>();
  private latest: SeenReading | undefined;

  constructor(state: CensusState) {
    this.state = state;
  }

  // What makes something lives in functions of its own: a function that holds a closure makes its scope for every call.
  add(view: View): void {
    const { shape, format, reading } = view;
    if (this.latest?.reading === reading && this.latest.format === format) this.latest.count++;
    else if (format !== undefined) this.addReading(view, format, reading);
    const known = shape < this.shapes.length && shape >= 0 ? this.shapes[shape] : undefined;
    if (known === undefined) this.addShape(view, shape);
    else known.count++;
  }

  private addShape(view: View, shape: number): void {
    const { shapeLo, shapeHi } = view.batch.records;
    const hash = hex(shapeLo[view.index], shapeHi[view.index]);
    const make = (): SeenShape => ({ count: 1, first: view.ref(), format: view.format ?? null, paths: pathsOf(view) });
    add(this.state.shapes, hash, make, again);
    if (shape < 0) return;
    while (this.shapes.length <= shape) this.shapes.push(undefined);
    this.shapes[shape] = this.state.shapes.values.get(hash);
  }

  private addReading(view: View, format: string, reading: string): void {
    const name = `${format} ${reading}`;
    const known = this.readings.get(name);
    this.latest = known;
    if (known !== undefined) {
      known.count++;
      return;
    }
    const { lo, hi } = hashText(name);
    const hash = hex(lo, hi);
    add(this.state.readings, hash, () => ({ count: 1, first: view.ref(), format, reading }), again);
    const value = this.state.readings.values.get(hash);
    if (value !== undefined && this.readings.size < READING_CAP) this.readings.set(name, value);
  }
}

function again<T extends Seen>(value: T): T {
  value.count++;
  return value;
}

/**
 * Paths below a record with their types, elements of arrays as `*`. A function of the shape alone, so that any record of
 * the shape may write them: keys in order of their names, no deeper than the shape goes, and an object of very many
 * members (a map by id) as one value.
 */
function pathsOf(view: View): (readonly [string, string])[] {
  const seen = new Map<string, readonly [string, string]>();
  const walk = (entry: Entry, path: string, depth: number): void => {
    if (seen.size >= PATH_CAP) return;
    const type = view.typeName(entry);
    if (path !== '') seen.set(`${path} ${type}`, [path, type]);
    if (view.type(entry) > ValueType.array || depth >= DEPTH_CAP) return;
    if (view.type(entry) === ValueType.array) {
      for (let e = view.first(entry); e >= 0; e = view.sibling(e, entry)) walk(e, `${path}/*`, depth + 1);
      return;
    }
    if (depth > 0 && view.codePoints(entry) > MEMBER_CAP) return;
    for (const [key, e] of membersByName(view, entry)) walk(e, `${path}/${escaped(key)}`, depth + 1);
  };
  walk(view.root, '', 0);
  return [...seen.values()];
}

function membersByName(view: View, entry: Entry): (readonly [string, Entry])[] {
  const members: (readonly [string, Entry])[] = [];
  for (let e = view.first(entry); e >= 0; e = view.sibling(e, entry)) members.push([view.key(e) ?? '', e]);
  return members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function escaped(key: string): string {
  const short = key.length > KEY_CAP ? `${key.slice(0, KEY_CAP)}…` : key;
  return short.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The census as rules read it: most frequent first. */
export function censusOf({ shapes, readings }: CensusState, optional: ReadonlySet<string>): ShapeCensus {
  const byCount = (a: Seen, b: Seen): number => b.count - a.count || compareRefs(a.first, b.first);
  return {
    shapes: entries(shapes)
      .map(([hash, value]) => ({ hash, ...value }))
      .sort(byCount),
    readings: entries(readings)
      .map(([, value]) => value)
      .sort(byCount),
    cut: isCut(shapes),
    optional,
  };
}
