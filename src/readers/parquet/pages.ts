import { type FileBytes, LARGEST, Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';
import { bitsFor, hybrid, type Numbers, ZEROS } from './levels.ts';
import { unpackPage } from './codecs.ts';
import type { Chunk } from './footer.ts';
import type { Leaf } from './schema.ts';
import { numberIn, readThrift, structIn, type ThriftStruct, TOO_SHORT, type Wanted } from './thrift.ts';

/** A page of a column: levels of its entries, and the bytes of its values. */
export interface Page {
  readonly kind: 'dictionary' | 'data';
  /** Entries; of a dictionary, values. */
  readonly entries: number;
  /** Number of the encoding in the format. */
  readonly encoding: number;
  readonly rep: Numbers;
  readonly def: Numbers;
  /** The values stand in `bytes[at..]`. */
  readonly bytes: Uint8Array;
  readonly at: number;
}

const Kind = { data: 0, dictionary: 2, data2: 3 } as const;
/** The only encoding of levels that is still written. */
const RLE = 3;
/** Statistics are left out: of a long text they are as long. */
const WANTED: Wanted = {
  1: true,
  2: true,
  3: true,
  5: { 1: true, 2: true, 3: true, 4: true },
  7: true,
  8: { 1: true, 4: true, 5: true, 6: true, 7: true },
};
/** Bytes of a page's head: its statistics may hold whole values. */
const HEAD_MOST = 1 << 24;
/** Bytes that are read at once. */
const WINDOW = 1 << 18;

const damaged = (): Unreadable => new Unreadable('is damaged: the head of a page makes no sense', WRITE_AGAIN);

/** Pages of a column of a row group, one after the other; undefined at their end. Memory: the window, and the page at hand. */
export function pagesOf(file: FileBytes, chunk: Chunk, leaf: Leaf): () => Page | undefined {
  let window = new Uint8Array(0);
  /** File offset of the window, and of what comes next. */
  let base = chunk.start;
  let at = chunk.start;

  /** The next `length` bytes of the column, or as many as there are. */
  function peek(length: number): Uint8Array {
    const end = Math.min(chunk.end, at + length);
    if (end > base + window.length) {
      base = at;
      window = file.slice(at, Math.min(chunk.end, Math.max(end, at + WINDOW))) as typeof window;
    }
    return window.subarray(at - base, end - base);
  }

  function header(): ThriftStruct {
    for (let length = WINDOW; ; length *= 8) {
      const bytes = peek(length);
      try {
        const { value, end } = readThrift(bytes, 0, WANTED);
        at += end;
        return value;
      } catch (error) {
        if (error !== TOO_SHORT) throw error;
        if (at + length >= chunk.end || length > HEAD_MOST) throw damaged();
      }
    }
  }

  return function next() {
    while (at < chunk.end) {
      const head = header();
      const stored = numberIn(head, 3) ?? -1;
      const length = numberIn(head, 2) ?? -1;
      if (stored < 0 || length < 0 || stored > chunk.end - at) throw damaged();
      if (length > LARGEST || stored > LARGEST)
        throw new Unreadable(
          'has a page of more than 256 MiB',
          'Write it with smaller row groups: row_group_size=100 in pyarrow',
        );
      const bytes = peek(stored);
      at += stored;
      const page = pageOf(head, bytes, length, chunk.codec, leaf);
      if (page !== undefined) return page;
    }
    return undefined;
  };
}

function pageOf(head: ThriftStruct, stored: Uint8Array, length: number, codec: number, leaf: Leaf): Page | undefined {
  switch (numberIn(head, 1)) {
    case Kind.dictionary: {
      const about = structIn(head, 7);
      const bytes = unpackPage(stored, codec, length);
      return {
        kind: 'dictionary',
        entries: countIn(about, 1),
        encoding: countIn(about, 2),
        rep: ZEROS,
        def: ZEROS,
        bytes,
        at: 0,
      };
    }
    case Kind.data:
      return firstKind(structIn(head, 5), unpackPage(stored, codec, length), leaf);
    case Kind.data2:
      return secondKind(structIn(head, 8), stored, length, codec, leaf);
    default:
      // Index pages, and what may come later, hold no values.
      return undefined;
  }
}

/** Levels inside the compressed bytes, each kind behind its length. */
function firstKind(about: ThriftStruct | undefined, bytes: Uint8Array, leaf: Leaf): Page {
  let at = 0;
  const levels = (most: number, encoding: number): Numbers => {
    if (most === 0) return ZEROS;
    if (encoding !== RLE)
      throw new Unreadable('has levels in an encoding that is no longer written', 'Write it again with a newer writer');
    if (at + 4 > bytes.length) throw damaged();
    const from = at + 4;
    at = from + (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
    if (at < from || at > bytes.length) throw damaged();
    return hybrid(bytes, from, at, bitsFor(most));
  };
  const rep = levels(leaf.rep, countIn(about, 4));
  const def = levels(leaf.def, countIn(about, 3));
  return { kind: 'data', entries: countIn(about, 1), encoding: countIn(about, 2), rep, def, bytes, at };
}

/** Levels before the values, not compressed. */
function secondKind(
  about: ThriftStruct | undefined,
  stored: Uint8Array,
  length: number,
  codec: number,
  leaf: Leaf,
): Page {
  const reps = countIn(about, 6);
  const levels = reps + countIn(about, 5);
  if (levels > stored.length || levels > length) throw damaged();
  const packed = stored.subarray(levels);
  const plain = about?.get(7) === false || packed.length === 0;
  return {
    kind: 'data',
    entries: countIn(about, 1),
    encoding: countIn(about, 4),
    rep: leaf.rep === 0 ? ZEROS : hybrid(stored, 0, reps, bitsFor(leaf.rep)),
    def: leaf.def === 0 ? ZEROS : hybrid(stored, reps, levels, bitsFor(leaf.def)),
    bytes: plain ? packed : unpackPage(packed, codec, length - levels),
    at: 0,
  };
}

function countIn(struct: ThriftStruct | undefined, id: number): number {
  const count = numberIn(struct, id) ?? -1;
  if (count < 0) throw damaged();
  return count;
}
