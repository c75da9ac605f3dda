import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** Whole numbers, one after the other. */
export interface Integers {
  next(): bigint;
  /** Numbers there are. */
  readonly count: number;
  /** Where they end; known once all were read. */
  end(): number;
}

const damaged = (): Unreadable => new Unreadable('is damaged: a page of it ends too early', WRITE_AGAIN);

/** Numbers of 64 bits as their differences in blocks of packed bits (DELTA_BINARY_PACKED), from `bytes[from]` on. */
export function deltas(bytes: Uint8Array, from: number): Integers {
  let at = from;
  const blockSize = Number(varint());
  const blocks = Number(varint());
  const count = Number(varint());
  let value = zigzag();
  const size = blockSize / blocks;
  if (!Number.isInteger(size) || size <= 0 || size % 8 !== 0 || count > 2 ** 31) throw damaged();
  let given = 0;
  let least = 0n;
  /** Widths of the block's parts, the part at hand, and the numbers of it that are left. */
  let widths = at;
  let part = blocks;
  let left = 0;
  let bit = 0;

  function byte(): number {
    if (at >= bytes.length) throw damaged();
    return bytes[at++];
  }

  function varint(): bigint {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const next = byte();
      result |= BigInt(next & 0x7f) << shift;
      if (next < 0x80) return result;
    }
    throw damaged();
  }

  function zigzag(): bigint {
    const read = varint();
    return (read >> 1n) ^ -(read & 1n);
  }

  function startPart(): void {
    if (part === blocks) {
      least = zigzag();
      widths = at;
      at += blocks;
      if (at > bytes.length) throw damaged();
      part = 0;
    }
    const width = bytes[widths + part++];
    if (width > 64) throw damaged();
    bit = at * 8;
    at += (size * width) / 8;
    left = size;
  }

  function packed(width: number): bigint {
    let result = 0n;
    for (let got = 0; got < width;) {
      const index = Math.floor(bit / 8);
      if (index >= bytes.length) throw damaged();
      const shift = bit & 7;
      const take = Math.min(8 - shift, width - got);
      result |= BigInt((bytes[index] >> shift) & ((1 << take) - 1)) << BigInt(got);
      got += take;
      bit += take;
    }
    return result;
  }

  return {
    count,
    next() {
      if (given >= count) throw damaged();
      if (given++ === 0) return value;
      if (left === 0) startPart();
      left--;
      const width = bytes[widths + part - 1];
      value = BigInt.asIntN(64, value + least + (width === 0 ? 0n : packed(width)));
      return value;
    },
    // Parts of the last block that hold no number are left out.
    end: () => at,
  };
}

/** Values of a page that are decoded at once. */
const MOST = 1 << 24;

/** Lengths of byte arrays, and where those begin. */
export function deltaLengths(bytes: Uint8Array, from: number): { readonly lengths: Int32Array; readonly end: number } {
  const all = deltas(bytes, from);
  if (all.count > MOST)
    throw new Unreadable('has a page of more than 16 million values', 'Write it with pages of 1 MiB');
  const lengths = new Int32Array(all.count);
  for (let i = 0; i < lengths.length; i++) {
    const length = all.next();
    if (length < 0n || length > bytes.length) throw damaged();
    lengths[i] = Number(length);
  }
  return { lengths, end: all.end() };
}
