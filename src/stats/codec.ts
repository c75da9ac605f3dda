import { type Reader, takeValue } from './codec-read.ts';
import { put, type Writer } from './codec-write.ts';

/** Turns a state into bytes and back: what a partial file holds, and what a worker hands over. */
export interface Codec<S> {
  /** Changes when the meaning of the bytes changes. */
  readonly version: number;
  encode(state: S): Uint8Array;
  /** Throws RangeError on bytes that `encode` never wrote. */
  decode(bytes: Uint8Array): S;
}

/**
 * A compact codec for plain data: null, booleans, numbers, bigints, strings, arrays, plain objects, Maps and typed arrays.
 * Equal values with equal order of members give equal bytes, whatever the order of a Map; integers take 1 byte per 7 bits, floats 8 bytes.
 */
export function plainCodec<S>(version: number): Codec<S> {
  return {
    version,
    encode(state) {
      const to: Writer = { bytes: new Uint8Array(256), size: 0 };
      put(to, state);
      return to.bytes.slice(0, to.size);
    },
    decode(bytes) {
      const from: Reader = { bytes, at: 0 };
      const state = takeValue(from) as S;
      if (from.at !== bytes.length) throw new RangeError('the encoded state is followed by other bytes');
      return state;
    },
  };
}
