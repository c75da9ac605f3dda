import type { KeyNames } from '../core/tape.ts';
import { hashBytes } from '../core/hash.ts';
import type { Lanes } from '../core/hash.ts';
import { QUOTE } from './byte-class.ts';

/** Interned key names. Ids are stable while a batch lives, and for good below `STABLE` or once `id()` answered them. */
export interface KeyTable extends KeyNames {
  /** Id of the decoded name in `bytes[start, end)`, added when it is new. */
  intern(bytes: Uint8Array, start: number, end: number, hash: Lanes): number;
  /** The id that followed key `after` the last time, if its name and a closing quote stand at `i`; otherwise -1. Saves the hash. */
  guess(after: number, bytes: Uint8Array, i: number, end: number): number;
  /** Remembers that `id` was written, without escapes, after key `after`. */
  follow(after: number, id: number): void;
  lengthOf(id: number): number;
  hashLo(id: number): number;
  hashHi(id: number): number;
  /** Last tape entry with this key; -1: none. */
  last(id: number): number;
  setLast(id: number, entry: number): void;
  /** Forgets last entries, and names beyond the stable ones: an open key set must not fill the memory. */
  startBatch(): void;
}

/** Names kept for good: data keyed by user ids or dates has millions, and nobody asks for those again. */
const STABLE = 1 << 18;

/** `fresh` with the first `count` values of `old`. */
function keep<A extends Int32Array | Uint32Array>(fresh: A, old: A, count: number): A {
  fresh.set(old.subarray(0, count));
  return fresh;
}

export function createKeyTable(): KeyTable {
  let size = 0;
  let stable = STABLE;
  let pool = new Uint8Array(1 << 12);
  // Name i is pool[ends[i], ends[i + 1]).
  let ends = new Uint32Array(257);
  let lows = new Int32Array(256);
  let highs = new Int32Array(256);
  let lasts = new Int32Array(256);
  let follows = new Int32Array(257).fill(-1);
  let slots = new Int32Array(1024).fill(-1);
  const names: string[] = [];
  const asked = new Map<string, number>();
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  function locate(bytes: Uint8Array, start: number, end: number, lo: number, hi: number): number {
    const mask = slots.length - 1;
    for (let s = (lo ^ (hi >>> 7)) & mask; ; s = (s + 1) & mask) {
      const id = slots[s];
      if (id === -1) return -1 - s;
      if (lows[id] === lo && highs[id] === hi && sameName(id, bytes, start, end)) return id;
    }
  }

  function sameName(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = ends[id];
    if (ends[id + 1] - from !== end - start) return false;
    for (let k = from, i = start; i < end; k++, i++) if (pool[k] !== bytes[i]) return false;
    return true;
  }

  function rebuild(slotCount: number): void {
    slots = new Int32Array(slotCount).fill(-1);
    for (let id = 0; id < size; id++) {
      let s = (lows[id] ^ (highs[id] >>> 7)) & (slotCount - 1);
      while (slots[s] !== -1) s = (s + 1) & (slotCount - 1);
      slots[s] = id;
    }
  }

  function resize(capacity: number): void {
    ends = keep(new Uint32Array(capacity + 1), ends, size + 1);
    lows = keep(new Int32Array(capacity), lows, size);
    highs = keep(new Int32Array(capacity), highs, size);
    lasts = keep(new Int32Array(capacity), lasts, size);
    follows = keep(new Int32Array(capacity + 1).fill(-1), follows, size + 1);
  }

  function intern(bytes: Uint8Array, start: number, end: number, hash: Lanes): number {
    const lo = hash.lo | 0;
    const hi = hash.hi | 0;
    const found = locate(bytes, start, end, lo, hi);
    if (found >= 0) return found;
    if (size === lows.length) resize(size * 2);
    const length = end - start;
    const used = ends[size];
    if (used + length > pool.length) {
      const more = new Uint8Array(Math.max(pool.length * 2, used + length));
      more.set(pool.subarray(0, used));
      pool = more;
    }
    for (let i = 0; i < length; i++) pool[used + i] = bytes[start + i];
    const id = size++;
    ends[id + 1] = used + length;
    lows[id] = lo;
    highs[id] = hi;
    lasts[id] = -1;
    follows[id + 1] = -1;
    slots[-1 - found] = id;
    if (size * 2 > slots.length) rebuild(slots.length * 2);
    return id;
  }

  function startBatch(): void {
    if (size > stable) {
      size = stable;
      names.length = Math.min(names.length, size);
      pool = pool.slice(0, Math.max(ends[size], 1));
      resize(size);
      follows.fill(-1);
      let slotCount = 1024;
      while (slotCount < size * 4) slotCount *= 2;
      rebuild(slotCount);
    }
    lasts.fill(-1, 0, size);
  }

  return {
    get size() {
      return size;
    },
    name: (id) => (names[id] ??= decoder.decode(pool.subarray(ends[id], ends[id + 1]))),
    id(name) {
      const known = asked.get(name);
      if (known !== undefined) return known;
      const bytes = encoder.encode(name);
      const hash = { lo: 0, hi: 0 };
      hashBytes(bytes, 0, bytes.length, hash);
      const id = locate(bytes, 0, bytes.length, hash.lo | 0, hash.hi | 0);
      if (id < 0) return -1;
      // Whoever asked may keep the answer.
      stable = Math.max(stable, id + 1);
      asked.set(name, id);
      return id;
    },
    intern,
    guess(after, bytes, i, end) {
      const id = follows[after + 1];
      if (id === -1) return -1;
      const stop = i + ends[id + 1] - ends[id];
      return stop < end && bytes[stop] === QUOTE && sameName(id, bytes, i, stop) ? id : -1;
    },
    follow(after, id) {
      follows[after + 1] = id;
    },
    lengthOf: (id) => ends[id + 1] - ends[id],
    hashLo: (id) => lows[id],
    hashHi: (id) => highs[id],
    last: (id) => lasts[id],
    setLast(id, entry) {
      lasts[id] = entry;
    },
    startBatch,
  };
}
