import type { Ref } from './record.ts';
import type { Group_ } from './rule-types.ts';
import { SPLITS } from './splits.ts';
import type { SplitName } from './tape.ts';

/** Bound once: as a global it is looked up for every byte where a program runs in a context of its own. */
const { imul } = Math;

/** Entries in a chunk: a table grows without copying what it has. */
const CHUNK = 1 << 16;
/** Files of one data set that an entry can name. */
export const MAX_FILES = 4096;

/** One entry in 32 bytes: key 8 · output 5 · record 4 · exact input 4 · file and split 2 · offset and flags 5 · line 4. */
interface Chunk {
  readonly keyLo: Uint32Array;
  readonly keyHi: Uint32Array;
  readonly outLo: Uint32Array;
  readonly outHi: Uint8Array;
  readonly record: Uint32Array;
  readonly exact: Uint32Array;
  /** Number of the file · 4 + split. */
  readonly place: Uint16Array;
  readonly offsetLo: Uint32Array;
  /** 6 bits of offset, then `EMPTY`, `UNFIT`. */
  readonly offsetHi: Uint8Array;
  readonly line: Uint32Array;
}
const EMPTY = 64;
const UNFIT = 128;

export interface TableEntry {
  keyLo: number;
  keyHi: number;
  outLo: number;
  outHi: number;
  record: number;
  exact: number;
  file: number;
  split: number;
  /** Bytes of the decompressed file, below 2^38. */
  offset: number;
  line: number;
  empty: boolean;
  unfit: boolean;
}

function chunk(): Chunk {
  return {
    keyLo: new Uint32Array(CHUNK),
    keyHi: new Uint32Array(CHUNK),
    outLo: new Uint32Array(CHUNK),
    outHi: new Uint8Array(CHUNK),
    record: new Uint32Array(CHUNK),
    exact: new Uint32Array(CHUNK),
    place: new Uint16Array(CHUNK),
    offsetLo: new Uint32Array(CHUNK),
    offsetHi: new Uint8Array(CHUNK),
    line: new Uint32Array(CHUNK),
  };
}

/** Entries by key, one a record: what copies, conflicts, leakage and the usable count are readings of. Merging appends. */
export class Table {
  private chunks: { readonly data: Chunk; readonly used: number }[] = [];
  private open: Chunk | undefined;
  private used = 0;

  get size(): number {
    return this.chunks.reduce((sum, c) => sum + c.used, this.used);
  }

  add(e: TableEntry): void {
    if (this.open === undefined || this.used === CHUNK) {
      this.seal();
      this.open = chunk();
    }
    const c = this.open;
    const i = this.used++;
    c.keyLo[i] = e.keyLo;
    c.keyHi[i] = e.keyHi;
    c.outLo[i] = e.outLo;
    c.outHi[i] = e.outHi;
    c.record[i] = e.record;
    c.exact[i] = e.exact;
    c.place[i] = e.file * 4 + e.split;
    c.offsetLo[i] = e.offset >>> 0;
    c.offsetHi[i] = (Math.floor(e.offset / 2 ** 32) & 63) | (e.empty ? EMPTY : 0) | (e.unfit ? UNFIT : 0);
    c.line[i] = e.line;
  }

  private seal(): void {
    if (this.open !== undefined && this.used > 0) this.chunks.push({ data: this.open, used: this.used });
    this.open = undefined;
    this.used = 0;
  }

  merge(later: Table): this {
    this.seal();
    later.seal();
    this.chunks = this.chunks.concat(later.chunks);
    return this;
  }

  /**
   * Calls `close` for every key with two or more entries, in no particular order of keys; inside a group, file order.
   * Needs 4 bytes an entry, and one partition's hash table. Returns the number of distinct keys.
   */
  groups(segmentAt: (file: number, offset: number) => number, close: (group: Group_) => void): number {
    this.seal();
    const { chunks } = this;
    const order = this.byPartition();
    const group = new ChunkGroup(
      chunks.map((c) => c.data),
      segmentAt,
    );
    let distinct = 0;
    let from = 0;
    for (const count of order.counts) {
      distinct += groupPartition(
        chunks.map((c) => c.data),
        order.index,
        from,
        from + count,
        group,
        close,
      );
      from += count;
    }
    return distinct;
  }

  /** Indices of all entries sorted by the first byte of their key: a counting sort, stable. */
  private byPartition(): { index: Uint32Array; counts: Uint32Array } {
    const counts = new Uint32Array(256);
    for (const { data, used } of this.chunks) for (let i = 0; i < used; i++) counts[data.keyHi[i] >>> 24]++;
    const next = new Uint32Array(256);
    for (let p = 1; p < 256; p++) next[p] = next[p - 1] + counts[p - 1];
    const index = new Uint32Array(this.size);
    this.chunks.forEach(({ data, used }, c) => {
      for (let i = 0; i < used; i++) index[next[data.keyHi[i] >>> 24]++] = c * CHUNK + i;
    });
    return { index, counts };
  }
}

/** Open addressing over one partition: slots hold the first entry of a key, links chain the rest in input order. */
function groupPartition(
  chunks: readonly Chunk[],
  index: Uint32Array,
  from: number,
  to: number,
  group: ChunkGroup,
  close: (group: Group_) => void,
): number {
  const size = to - from;
  let slots = 16;
  while (slots < size * 2) slots *= 2;
  const head = new Int32Array(slots).fill(-1);
  const tail = new Int32Array(slots);
  const members = new Uint32Array(slots);
  const link = new Int32Array(size).fill(-1);
  let distinct = 0;
  for (let i = 0; i < size; i++) {
    const at = index[from + i];
    const c = chunks[at >>> 16];
    const j = at & (CHUNK - 1);
    const lo = c.keyLo[j];
    const hi = c.keyHi[j];
    let slot = (lo ^ imul(hi, 0x9e3779b1)) & (slots - 1);
    for (;;) {
      const first = head[slot];
      if (first < 0) {
        head[slot] = tail[slot] = i;
        members[slot] = 1;
        distinct++;
        break;
      }
      const other = index[from + first];
      const oc = chunks[other >>> 16];
      const oj = other & (CHUNK - 1);
      if (oc.keyLo[oj] === lo && oc.keyHi[oj] === hi) {
        link[tail[slot]] = i;
        tail[slot] = i;
        members[slot]++;
        break;
      }
      slot = (slot + 1) & (slots - 1);
    }
  }
  for (let slot = 0; slot < slots; slot++) {
    if (head[slot] < 0 || members[slot] < 2) continue;
    const ids = new Uint32Array(members[slot]);
    for (let i = head[slot], n = 0; i >= 0; i = link[i]) ids[n++] = index[from + i];
    group.set(ids);
    close(group);
  }
  return distinct;
}

class ChunkGroup implements Group_ {
  private ids: Uint32Array = new Uint32Array(0);
  private readonly chunks: readonly Chunk[];
  private readonly segmentAt: (file: number, offset: number) => number;

  constructor(chunks: readonly Chunk[], segmentAt: (file: number, offset: number) => number) {
    this.chunks = chunks;
    this.segmentAt = segmentAt;
  }

  /** Takes entry numbers and puts them into file order (merged shards arrive in any order). */
  set(ids: Uint32Array): void {
    this.ids = ids;
    for (let i = 1; i < ids.length; i++) {
      if (this.before(ids[i - 1], ids[i])) continue;
      ids.sort((a, b) => (this.before(a, b) ? -1 : 1));
      return;
    }
  }

  private before(a: number, b: number): boolean {
    const ca = this.chunks[a >>> 16];
    const cb = this.chunks[b >>> 16];
    const fileA = ca.place[a & (CHUNK - 1)] >>> 2;
    const fileB = cb.place[b & (CHUNK - 1)] >>> 2;
    return fileA !== fileB ? fileA < fileB : this.offsetOf(a) < this.offsetOf(b);
  }
  private offsetOf(id: number): number {
    const c = this.chunks[id >>> 16];
    const i = id & (CHUNK - 1);
    return (c.offsetHi[i] & 63) * 2 ** 32 + c.offsetLo[i];
  }

  get size(): number {
    return this.ids.length;
  }
  split(i: number): SplitName {
    return SPLITS[this.chunks[this.ids[i] >>> 16].place[this.ids[i] & (CHUNK - 1)] & 3];
  }
  ref(i: number): Ref {
    const id = this.ids[i];
    const c = this.chunks[id >>> 16];
    const j = id & (CHUNK - 1);
    const offset = this.offsetOf(id);
    return { segment: this.segmentAt(c.place[j] >>> 2, offset), offset, line: c.line[j] };
  }
  record(i: number): number {
    return this.chunks[this.ids[i] >>> 16].record[this.ids[i] & (CHUNK - 1)];
  }
  output(i: number): number {
    const c = this.chunks[this.ids[i] >>> 16];
    const j = this.ids[i] & (CHUNK - 1);
    return c.outHi[j] * 2 ** 32 + c.outLo[j];
  }
  exact(i: number): number {
    return this.chunks[this.ids[i] >>> 16].exact[this.ids[i] & (CHUNK - 1)];
  }
  empty(i: number): boolean {
    return (this.chunks[this.ids[i] >>> 16].offsetHi[this.ids[i] & (CHUNK - 1)] & EMPTY) !== 0;
  }
  unfit(i: number): boolean {
    return (this.chunks[this.ids[i] >>> 16].offsetHi[this.ids[i] & (CHUNK - 1)] & UNFIT) !== 0;
  }
}
