import { add, type BottomK, createBottomK, entries, isCut, merge } from '../stats/bottom-k.ts';
import { plainCodec } from '../stats/codec.ts';
import { hex } from './hash.ts';
import type { Ref } from './record.ts';
import { PATH_CAP, type ShapeCensus, SHAPE_CAP } from './shapes.ts';
import { compareRefs } from './ref-order.ts';
import { ValueType } from './tape.ts';
import type { View } from './view.ts';

interface Counted {
  count: number;
  first: Ref;
  format: string | null;
  paths: (readonly [string, string])[];
}

export type CensusState = BottomK<Counted>;
export const censusCodec = plainCodec<CensusState>(1);

export function createCensus(): CensusState {
  return createBottomK(SHAPE_CAP);
}

export function mergeCensus(a: CensusState, b: CensusState): CensusState {
  return merge(a, b, (x, y) => ({
    ...x,
    count: x.count + y.count,
    first: compareRefs(x.first, y.first) <= 0 ? x.first : y.first,
  }));
}

/** Counts the shapes of one split; writes the paths of a shape once. */
export class ShapeCounter {
  readonly state: CensusState;
  private readonly recent = new Map<number, { hi: number; value: Counted }>();

  constructor(state: CensusState) {
    this.state = state;
  }

  add(view: View): void {
    const lo = view.batch.records.shapeLo[view.index];
    const hi = view.batch.records.shapeHi[view.index];
    const known = this.recent.get(lo);
    if (known?.hi === hi) {
      known.value.count++;
      return;
    }
    const hash = hex(lo, hi);
    add(
      this.state,
      hash,
      () => ({ count: 1, first: view.ref(), format: view.format ?? null, paths: pathsOf(view) }),
      (value) => {
        value.count++;
        return value;
      },
    );
    const value = this.state.values.get(hash);
    if (value !== undefined && this.recent.size < SHAPE_CAP) this.recent.set(lo, { hi, value });
  }
}

/** Every path below a record with its type, elements of arrays as `*`, in document order, at most `PATH_CAP`. */
function pathsOf(view: View): (readonly [string, string])[] {
  const seen = new Map<string, readonly [string, string]>();
  const walk = (entry: number, path: string): void => {
    if (seen.size >= PATH_CAP) return;
    const type = view.typeName(entry);
    if (path !== '') seen.set(`${path} ${type}`, [path, type]);
    if (view.type(entry) > ValueType.array) return;
    for (let e = view.first(entry); e >= 0 && seen.size < PATH_CAP; e = view.sibling(e, entry)) {
      const key = view.key(e);
      walk(e, `${path}/${key === undefined ? '*' : key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }
  };
  walk(view.root, '');
  return [...seen.values()];
}

export function censusOf(state: CensusState, optional: ReadonlySet<string>): ShapeCensus {
  const shapes = entries(state).map(([hash, value]) => ({ hash, ...value }));
  shapes.sort((a, b) => b.count - a.count || compareRefs(a.first, b.first));
  return { shapes, cut: isCut(state), optional };
}
