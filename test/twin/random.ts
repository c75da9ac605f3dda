/** A seeded source of chance: the same seed gives the same bytes on every machine. */
export interface Random {
  /** An integer in `[0, below)`. */
  int(below: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  pick<T>(list: ArrayLike<T>): T;
  /** `count` of the list, some perhaps twice. */
  some<T>(list: readonly T[], count: number): readonly T[];
}

/** Bound once: as globals they are looked up for every number where a program runs in a context of its own. */
const { floor, imul } = Math;

/** xorshift128 (G. Marsaglia, 2003), its state filled from the seed by multiplication. */
export function createRandom(seed: number): Random {
  let a = imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  let b = imul(a ^ (a >>> 15), 0xc2b2ae35) ^ seed;
  let c = imul(b ^ (b >>> 13), 0x27d4eb2f) ^ 0x165667b1;
  let d = imul(c ^ (c >>> 16), 0x9e3779b1);
  function next(): number {
    const t = a ^ (a << 11);
    a = b;
    b = c;
    c = d;
    d = d ^ (d >>> 19) ^ t ^ (t >>> 8);
    return d >>> 0;
  }
  for (let i = 0; i < 8; i++) next();
  const int = (below: number): number => floor((next() / 0x1_0000_0000) * below);
  return {
    int,
    once: (times) => int(times) === 0,
    pick: (list) => list[int(list.length)],
    some: (list, count) => Array.from({ length: count }, () => list[int(list.length)]),
  };
}
