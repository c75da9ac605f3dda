/** Bits of a stream that is read from its end to its beginning (RFC 8878, 4.1). */
export interface BackwardBits {
  /** Bits that were not read; below 0: more were read than there are. */
  left: number;
  /** The next `count` bits, 24 at most, without passing them; zeros where the stream is at its end. */
  peek(count: number): number;
  read(count: number): number;
}

export const corrupt = (): Error => new Error('corrupt zstd block');

/** Opens the stream `bytes[from, to)`: its last byte is the last bits, below a bit that is 1. */
export function backwardBits(bytes: Uint8Array, from: number, to: number): BackwardBits {
  const last = to > from ? bytes[to - 1] : 0;
  if (last === 0) throw corrupt();
  const bits: BackwardBits = {
    left: (to - from) * 8 - Math.clz32(last) + 23,
    peek(count) {
      const { left } = bits;
      if (left >= count) return bitsAt(bytes, from, left - count, count);
      return left <= 0 ? 0 : bitsAt(bytes, from, 0, left) << (count - left);
    },
    read(count) {
      const value = bits.peek(count);
      bits.left -= count;
      return value;
    },
  };
  return bits;
}

/** `count` bits from bit `at` behind byte `from`, the lowest first; 24 at most. Behind the last byte are zeros. */
export function bitsAt(bytes: Uint8Array, from: number, at: number, count: number): number {
  const i = from + (at >> 3);
  const word =
    i + 3 < bytes.length
      ? bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)
      : (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16);
  return (word >>> (at & 7)) & ((1 << count) - 1);
}

/** Place of the highest bit that is 1. */
export const highBit = (value: number): number => 31 - Math.clz32(value);
