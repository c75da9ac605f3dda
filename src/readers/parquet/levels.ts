import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** Small numbers, one after the other. */
export interface Numbers {
  next(): number;
}

/** Nothing but zeros. */
export const ZEROS: Numbers = { next: () => 0 };

const damaged = (): Unreadable => new Unreadable('is damaged: a page of it ends too early', WRITE_AGAIN);

/**
 * Parquet's mix of runs and packed bits, `bytes[from, to)`, in numbers of `width` bits. Read as it is asked for: a run of
 * 2^30 equal values takes no memory.
 */
export function hybrid(bytes: Uint8Array, from: number, to: number, width: number): Numbers {
  if (width === 0) return ZEROS;
  if (width > 32) throw damaged();
  const mask = width === 32 ? 0xffffffff : 2 ** width - 1;
  let at = from;
  let left = 0;
  let value = 0;
  /** First bit of the next packed number, counted from `at`'s byte; -1: a run of `value`. */
  let bit = -1;

  function start(): void {
    // The packed bytes of the group before are behind us.
    const header = varint();
    if ((header & 1) === 1) {
      left = (header >>> 1) * 8;
      bit = at * 8;
      at = Math.min(to, at + (header >>> 1) * width);
    } else {
      left = header >>> 1;
      bit = -1;
      value = 0;
      const size = (width + 7) >> 3;
      if (at + size > to) throw damaged();
      for (let i = 0; i < size; i++) value += bytes[at++] * 2 ** (8 * i);
    }
  }

  function varint(): number {
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (at >= to) throw damaged();
      const byte = bytes[at++];
      result |= (byte & 0x7f) << shift;
      if (byte < 0x80) return result >>> 0;
    }
    throw damaged();
  }

  function packed(): number {
    const first = Math.floor(bit / 8);
    const shift = bit & 7;
    bit += width;
    if (first >= to) throw damaged();
    if (width + shift <= 24)
      return ((bytes[first] | (bytes[first + 1] << 8) | (bytes[first + 2] << 16)) >>> shift) & mask;
    let all = 0;
    for (let i = Math.ceil((width + shift) / 8) - 1; i >= 0; i--) all = all * 256 + (bytes[first + i] ?? 0);
    return Math.floor(all / 2 ** shift) % 2 ** width;
  }

  return {
    next() {
      while (left === 0) start();
      left--;
      return bit < 0 ? value : packed();
    },
  };
}

/** Bits that numbers up to `most` take. */
export const bitsFor = (most: number): number => 32 - Math.clz32(most);
