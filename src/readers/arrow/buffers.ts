import type { FlatTable } from './flatbuffer.ts';
import { lz4Frame } from '../compression/lz4.ts';
import { zstd } from '../parquet/codecs.ts';
import { canHold, type FileBytes, orDamaged, Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** Bytes of a column that are not all in memory. */
export interface Blob {
  readonly length: number;
  /** Sees to it that `[from, to)` is in `bytes`; answers where it begins there. */
  load(from: number, to: number): number;
  readonly bytes: Uint8Array;
}

/** Lengths of columns and their buffers, in the order in which the schema comes upon them. */
export interface Buffers {
  readonly rows: number;
  /** Values of the next column. */
  node(): number;
  /** The next buffer, in memory. */
  whole(): Uint8Array;
  /** The next buffer, read as it is needed: texts and images are most of a batch. */
  blob(): Blob;
  /** Data buffers of the next column of views. */
  count(): number;
}

/** Bytes of a buffer that is decompressed at once. */
const UNPACKED_MOST = 2 ** 29;
/** Bytes up to which a buffer is read whole. */
const SMALL = 1 << 22;

const damaged = (): Unreadable =>
  new Unreadable('is damaged: the buffers of a record batch do not fit it', WRITE_AGAIN);

/** Buffers of a record batch (Message.fbs) whose body begins at byte `start` of the file and takes `size` bytes. */
export function buffersOf(file: FileBytes, batch: FlatTable, start: number, size: number): Buffers {
  const nodes = batch.pairs(1);
  const places = batch.pairs(2);
  const variadic = batch.int64s(4);
  const compression = batch.table(3);
  const unpack = compression === undefined ? undefined : codecOf(compression);
  let node = 0;
  let place = 0;
  let views = 0;

  function next(): readonly [number, number] {
    const found = places[place++];
    if (found === undefined) throw damaged();
    const [at, length] = found;
    if (at < 0 || length < 0 || at + length > size) throw damaged();
    return [start + at, length];
  }

  function whole(): Uint8Array {
    const [at, length] = next();
    const bytes = length === 0 ? NOTHING : file.slice(at, at + length);
    return unpack === undefined || length === 0 ? bytes : unpacked(bytes, unpack);
  }

  return {
    rows: batch.int64(0),
    node() {
      const length = nodes[node++]?.[0] ?? -1;
      if (length < 0) throw damaged();
      return length;
    },
    whole,
    blob() {
      if (unpack !== undefined) return inMemory(whole());
      const [at, length] = next();
      return length <= SMALL ? inMemory(file.slice(at, at + length)) : inFile(file, at, length);
    },
    count() {
      const count = variadic[views++] ?? -1;
      if (count < 0 || count > places.length) throw damaged();
      return count;
    },
  };
}

const NOTHING = new Uint8Array(0);

type Unpack = (input: Uint8Array, length: number) => Uint8Array;

function codecOf(compression: FlatTable): Unpack {
  const codec = compression.int8(0);
  if (codec !== 0 && codec !== 1)
    throw new Unreadable(`is compressed in a way (${codec}) that ftlint does not open`, 'Write it with zstd or LZ4');
  return codec === 0 ? lz4Frame : zstd;
}

/** Eight bytes of length stand before what is compressed; -1: it is not. */
function unpacked(bytes: Uint8Array, unpack: Unpack): Uint8Array {
  if (bytes.length < 8) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const length = view.getInt32(4, true) * 2 ** 32 + view.getUint32(0, true);
  const packed = bytes.subarray(8);
  if (length === -1) return packed;
  if (length < 0 || !canHold(packed.length, length)) throw damaged();
  if (length > UNPACKED_MOST)
    throw new Unreadable(
      'has a compressed record batch with a column of more than 512 MiB',
      'Write it with fewer rows a batch',
    );
  const made = orDamaged('a compressed buffer', () => unpack(packed, length));
  if (made.length !== length) throw damaged();
  return made;
}

function inMemory(bytes: Uint8Array): Blob {
  return { length: bytes.length, bytes, load: (from) => from };
}

function inFile(file: FileBytes, start: number, length: number): Blob {
  let bytes: Uint8Array = NOTHING;
  let base = 0;
  return {
    length,
    get bytes() {
      return bytes;
    },
    load(from, to) {
      if (from < base || to > base + bytes.length) {
        base = from;
        bytes = file.slice(start + from, start + Math.min(length, Math.max(to, from + SMALL)));
      }
      return from - base;
    },
  };
}
