import { createJsonText, type JsonText } from '../rows/json-text.ts';
import { hybrid } from './levels.ts';
import { deltaLengths, deltas } from './delta.ts';
import type { LeafText } from './leaf.ts';
import type { Page } from './pages.ts';
import { type Leaf, Physical } from './schema.ts';
import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** Writes the next value of a page as JSON. */
export type Values = (text: JsonText) => void;

/** Values of a dictionary, as JSON already: `bytes[starts[i], starts[i + 1])`. */
export interface Dictionary {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
}

const Encoding = {
  plain: 0,
  plainDictionary: 2,
  rle: 3,
  delta: 5,
  deltaLength: 6,
  deltaBytes: 7,
  dictionary: 8,
  split: 9,
} as const;

const damaged = (): Unreadable => new Unreadable('is damaged: a page of it ends too early', WRITE_AGAIN);

/** Writes a dictionary's values once, for all that point to them. */
export function readDictionary(page: Page, leaf: Leaf, write: LeafText): Dictionary {
  // A value takes a bit at least.
  if (page.entries > page.bytes.length * 8) throw damaged();
  const next = plain(page, leaf, write);
  const text = createJsonText(page.bytes.length + 4 * page.entries + 16);
  const starts = new Uint32Array(page.entries + 1);
  for (let i = 0; i < page.entries; i++) {
    next(text);
    starts[i + 1] = text.length;
  }
  return { bytes: text.bytes, starts };
}

/** The values of a data page, by its encoding. Throws Unreadable. */
export function valuesOf(page: Page, leaf: Leaf, write: LeafText, dictionary: Dictionary | undefined): Values {
  const { bytes, at } = page;
  switch (page.encoding) {
    case Encoding.plain:
      return plain(page, leaf, write);
    case Encoding.plainDictionary:
    case Encoding.dictionary:
      return indexed(page, dictionary);
    case Encoding.rle: {
      // Truth values, behind their length.
      const next = hybrid(bytes, at + 4, bytes.length, 1);
      return (text) => write.number(text, next.next());
    }
    case Encoding.delta: {
      const next = deltas(bytes, at);
      const int32 = leaf.physical === Physical.int32;
      return (text) => write.number(text, int32 ? BigInt.asIntN(32, next.next()) : next.next());
    }
    case Encoding.deltaLength: {
      const { lengths, end } = deltaLengths(bytes, at);
      return sequence(bytes, end, write, (i) => lengths[i] ?? -1);
    }
    case Encoding.deltaBytes:
      return prefixed(bytes, at, write);
    case Encoding.split:
      return split(page, leaf, write);
    default:
      throw new Unreadable(
        `has pages in an encoding (${page.encoding}) that ftlint does not know`,
        'Write it again with the defaults of its writer',
      );
  }
}

/** Bytes of numbers by their physical type. */
const WIDTH = [0, 4, 8, 12, 4, 8, 0, 0];

function plain({ bytes, at }: Page, leaf: Leaf, write: LeafText): Values {
  const { physical } = leaf;
  if (physical === Physical.bytes) return sequence(bytes, at, write, undefined);
  if (physical === Physical.fixed) return sequence(bytes, at, write, () => leaf.width);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let i = at;
  if (physical === Physical.boolean) {
    let bit = at * 8;
    return (text) => {
      if (bit >> 3 >= bytes.length) throw damaged();
      write.number(text, (bytes[bit >> 3] >> (bit & 7)) & 1);
      bit++;
    };
  }
  const width = WIDTH[physical];
  return (text) => {
    if (i + width > bytes.length) throw damaged();
    write.number(text, numberAt(view, i, physical));
    i += width;
  };
}

/** Days from the Julian day zero to 1970-01-01. */
const JULIAN = 2_440_588n;
const NANOSECONDS = 86_400_000_000_000n;

function numberAt(view: DataView, at: number, physical: number): number | bigint {
  switch (physical) {
    case Physical.int32:
      return view.getInt32(at, true);
    case Physical.float:
      return view.getFloat32(at, true);
    case Physical.double:
      return view.getFloat64(at, true);
    case Physical.int96:
      return (BigInt(view.getInt32(at + 8, true)) - JULIAN) * NANOSECONDS + view.getBigInt64(at, true);
    default: {
      const high = view.getInt32(at + 4, true);
      // Most fit in a float exactly, which is many times as fast.
      return high < 0x1fffff && high > -0x1fffff
        ? high * 2 ** 32 + view.getUint32(at, true)
        : view.getBigInt64(at, true);
    }
  }
}

/** Byte arrays one behind the other: each behind its length, or with lengths that are known. */
function sequence(
  bytes: Uint8Array,
  from: number,
  write: LeafText,
  lengthOf: ((i: number) => number) | undefined,
): Values {
  let at = from;
  let i = 0;
  return (text) => {
    let length: number;
    if (lengthOf === undefined) {
      length = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
      at += 4;
    } else length = lengthOf(i++);
    if (length < 0 || at + length > bytes.length) throw damaged();
    write.bytes(text, bytes, at, at + length);
    at += length;
  };
}

function indexed({ bytes, at }: Page, dictionary: Dictionary | undefined): Values {
  if (dictionary === undefined)
    throw new Unreadable('is damaged: a page points to a dictionary that there is not', WRITE_AGAIN);
  const { starts } = dictionary;
  // A page of nulls may have no bytes at all.
  const next = at < bytes.length ? hybrid(bytes, at + 1, bytes.length, bytes[at]) : undefined;
  return (text) => {
    const index = next?.next() ?? Infinity;
    if (index + 1 >= starts.length) throw damaged();
    text.raw(dictionary.bytes, starts[index], starts[index + 1]);
  };
}

/** Byte arrays that begin as the one before (DELTA_BYTE_ARRAY): only that one is kept. */
function prefixed(bytes: Uint8Array, from: number, write: LeafText): Values {
  const prefixes = deltaLengths(bytes, from);
  const suffixes = deltaLengths(bytes, prefixes.end);
  let at = suffixes.end;
  let i = 0;
  let value = new Uint8Array(256);
  let length = 0;
  return (text) => {
    const kept = prefixes.lengths[i] ?? -1;
    const more = suffixes.lengths[i++] ?? -1;
    if (kept < 0 || more < 0 || kept > length || at + more > bytes.length) throw damaged();
    length = kept + more;
    if (length > value.length) {
      const grown = new Uint8Array(length * 2);
      grown.set(value.subarray(0, kept));
      value = grown;
    }
    value.set(bytes.subarray(at, at + more), kept);
    at += more;
    write.bytes(text, value, 0, length);
  };
}

/** First bytes of all values, then second bytes … (BYTE_STREAM_SPLIT). */
function split({ bytes, at }: Page, leaf: Leaf, write: LeafText): Values {
  const { physical } = leaf;
  const width = physical === Physical.fixed ? leaf.width : WIDTH[physical];
  const count = width === 0 ? 0 : Math.floor((bytes.length - at) / width);
  const value = new Uint8Array(width);
  const view = new DataView(value.buffer);
  let i = 0;
  return (text) => {
    if (i >= count) throw damaged();
    for (let k = 0; k < width; k++) value[k] = bytes[at + k * count + i];
    i++;
    if (physical === Physical.fixed) write.bytes(text, value, 0, width);
    else write.number(text, numberAt(view, 0, physical));
  };
}
