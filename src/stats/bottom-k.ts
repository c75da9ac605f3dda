import { type Codec, plainCodec } from './codec.ts';

/**
 * The K smallest hashes seen, each with a value: the one cap whose answer does not depend on where the input is cut.
 * Keys are 16 hexadecimal digits, which sort as the numbers they write. What is kept is exact.
 */
export interface BottomK<V> {
  readonly k: number;
  /** Up to a quarter more than K between prunings: read it through `entries`. */
  readonly values: Map<string, V>;
  /** Hashes above it are not among the K smallest; `''` while nothing was dropped. */
  threshold: string;
  /** First 32 bits of `threshold`: a hash above it need not even be written down. */
  ceiling: number;
  /** Something was added since it was last pruned. */
  grown: boolean;
}

const NO_CEILING = 0xffffffff;

const ceilingOf = (threshold: string): number => (threshold === '' ? NO_CEILING : parseInt(threshold.slice(0, 8), 16));

/** An empty table for `k` >= 1 hashes: identity of `merge`. */
export function createBottomK<V>(k: number): BottomK<V> {
  return { k, values: new Map(), threshold: '', ceiling: NO_CEILING, grown: false };
}

/**
 * Adds one sighting of `hash`: `make` gives the value of the first, `update` what a later one turns it into.
 * One comparison when the hash is above the threshold.
 */
export function add<V>(to: BottomK<V>, hash: string, make: () => V, update?: (value: V) => V): void {
  if (to.threshold !== '' && hash > to.threshold) return;
  const known = to.values.get(hash);
  if (known !== undefined) {
    if (update !== undefined) to.values.set(hash, update(known));
    return;
  }
  to.values.set(hash, make());
  to.grown = true;
  // A quarter more, then a sort: seldom enough to cost little, and often enough that few values are made in vain.
  if (to.values.size > to.k + to.k / 4) prune(to);
}

/** Whether more than K distinct hashes were seen. */
export function isCut(state: BottomK<unknown>): boolean {
  return state.threshold !== '' || state.values.size > state.k;
}

/** The kept hashes with their values, ascending by hash; at most K. */
export function entries<V>(of: BottomK<V>): readonly (readonly [string, V])[] {
  prune(of);
  return sorted(of.values);
}

/** Both tables as one of the same K; neither is changed, and values only as `mergeValue` does. */
export function merge<V>(a: BottomK<V>, b: BottomK<V>, mergeValue: (earlier: V, later: V) => V): BottomK<V> {
  const values = new Map(a.values);
  for (const [hash, later] of b.values) {
    const earlier = values.get(hash);
    values.set(hash, earlier === undefined ? later : mergeValue(earlier, later));
  }
  const threshold = lower(a.threshold, b.threshold);
  const out = { k: a.k, values, threshold, ceiling: ceilingOf(threshold), grown: true };
  prune(out);
  return out;
}

/** Distinct hashes: exact while nothing is cut, then the KMV estimate (K - 1) / (K-th smallest as a fraction), an integer. */
export function distinct(state: BottomK<unknown>): number {
  prune(state);
  if (!isCut(state)) return state.values.size;
  const fraction = Number(BigInt(`0x${state.threshold}`)) / 2 ** 64;
  return Math.max(state.k + 1, Math.round((state.k - 1) / fraction));
}

/** Codec of a table whose values are plain data. */
export function bottomKCodec<V>(version: number): Codec<BottomK<V>> {
  const plain = plainCodec<{ k: number; threshold: string; entries: readonly (readonly [string, V])[] }>(version);
  return {
    version,
    encode: (state) => {
      const kept = entries(state);
      return plain.encode({ k: state.k, threshold: state.threshold, entries: kept });
    },
    decode: (bytes) => {
      const { k, threshold, entries: kept } = plain.decode(bytes);
      return { k, values: new Map(kept), threshold, ceiling: ceilingOf(threshold), grown: false };
    },
  };
}

/** Drops all but the K smallest. Reading and encoding do it too, so that no answer depends on when it last happened. */
export function prune<V>(state: BottomK<V>): void {
  const { k, values, threshold, grown } = state;
  if (!grown) return;
  state.grown = false;
  if (values.size <= k && threshold === '') return;
  const order = [...values.keys()].sort();
  for (const hash of order.slice(k)) values.delete(hash);
  if (order.length < k) return;
  state.threshold = order[k - 1];
  state.ceiling = ceilingOf(state.threshold);
}

function sorted<V>(values: Map<string, V>): [string, V][] {
  return [...values].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function lower(a: string, b: string): string {
  if (a === '' || b === '') return a || b;
  return a < b ? a : b;
}
