import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** LZ4 as https://github.com/lz4/lz4/tree/dev/doc describes it; every length is held against what is there. */

const damaged = (): Unreadable => new Unreadable('is damaged: LZ4 data in it cannot be decompressed', WRITE_AGAIN);

/** Decompresses one block `input[from, to)` to `output[at..]`; answers where it ended. */
export function lz4Block(input: Uint8Array, from: number, to: number, output: Uint8Array, at: number): number {
  let i = from;
  let o = at;
  const long = (first: number): number => {
    let length = first;
    for (let byte = 255; byte === 255; length += byte) {
      if (i >= to) throw damaged();
      byte = input[i++];
    }
    return length;
  };
  while (i < to) {
    const token = input[i++];
    const literals = token >> 4 === 15 ? long(15) : token >> 4;
    if (i + literals > to || o + literals > output.length) throw damaged();
    output.set(input.subarray(i, i + literals), o);
    i += literals;
    o += literals;
    // The last sequence has no match.
    if (i === to) return o;
    if (i + 2 > to) throw damaged();
    const distance = input[i] | (input[i + 1] << 8);
    i += 2;
    const length = ((token & 15) === 15 ? long(15) : token & 15) + 4;
    if (distance === 0 || distance > o || o + length > output.length) throw damaged();
    if (distance >= length) output.copyWithin(o, o - distance, o - distance + length);
    else for (let k = 0; k < length; k++) output[o + k] = output[o + k - distance];
    o += length;
  }
  return o;
}

/** Decompresses one raw block of a known length. */
export function lz4Raw(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  if (lz4Block(input, 0, input.length, output, 0) !== length) throw damaged();
  return output;
}

/** The old LZ4 of Parquet: blocks with two big-endian lengths before each (Hadoop), else one raw block. */
export function lz4Hadoop(input: Uint8Array, length: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const output = new Uint8Array(length);
  let i = 0;
  let o = 0;
  while (i + 8 <= input.length) {
    const [wanted, stored] = [view.getUint32(i), view.getUint32(i + 4)];
    if (wanted > length - o || stored > input.length - i - 8) break;
    try {
      if (lz4Block(input, i + 8, i + 8 + stored, output, o) !== o + wanted) break;
    } catch {
      break;
    }
    i += 8 + stored;
    o += wanted;
  }
  return i === input.length && o === length ? output : lz4Raw(input, length);
}

/** Decompresses one LZ4 frame of a known length; its checksums are not looked at. */
export function lz4Frame(input: Uint8Array, length: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 7 || view.getUint32(0, true) !== 0x184d2204) throw damaged();
  const flags = input[4];
  // Version 1, no dictionary.
  if (flags >> 6 !== 1 || (flags & 1) !== 0) throw damaged();
  const output = new Uint8Array(length);
  let i = 7 + ((flags & 8) === 0 ? 0 : 8);
  let o = 0;
  for (;;) {
    if (i + 4 > input.length) throw damaged();
    const head = view.getUint32(i, true);
    i += 4;
    if (head === 0) break;
    const size = head & 0x7fffffff;
    if (size > input.length - i) throw damaged();
    if (head >>> 31 === 1) {
      if (size > length - o) throw damaged();
      output.set(input.subarray(i, i + size), o);
      o += size;
    } else o = lz4Block(input, i, i + size, output, o);
    i += size + ((flags & 16) === 0 ? 0 : 4);
  }
  if (o !== length) throw damaged();
  return output;
}
