/** Bound once: as a global it is looked up for every byte where a program runs in a context of its own. */
const { imul } = Math;

/**
 * The first lane of a sequence of hashes after one more of them. One multiplication is enough because the parts are well
 * mixed already, and each step is a bijection of either argument; a rotation makes the order count.
 * Signed, as are the parts or not.
 */
export function sequenceLo(soFar: number, part: number): number {
  return imul(((soFar << 13) | (soFar >>> 19)) ^ part, 0xcc9e2d51);
}

/** The same of the second lane. */
export function sequenceHi(soFar: number, part: number): number {
  return imul(((soFar << 17) | (soFar >>> 15)) ^ part, 0x85ebca6b);
}
