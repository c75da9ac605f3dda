import type { Candidate } from './pool.ts';

const byHash = (a: Candidate, b: Candidate): number => (a.hash < b.hash ? -1 : 1);
const byLength = (a: Candidate, b: Candidate): number => a.length - b.length || byHash(a, b);

/** Candidates by class, classes in the order of their hash, each as it comes in the pool. */
function byClass(pool: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of pool) {
    const group = groups.get(candidate.label);
    if (group === undefined) groups.set(candidate.label, [candidate]);
    else group.push(candidate);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** A number from 0 to 1, apart from the order of hashes: their lower half. */
const fraction = ({ hash }: Candidate): number => parseInt(hash.slice(8), 16) / 2 ** 32;

/**
 * Chooses `count` of a pool in which every record of the set is as likely as any other, so that each class has its share,
 * rounded up or down, and each class is spread from short to long. `pool` ascends by hash.
 *
 * The shares are laid end to end and rounded from a common start that the pool's smallest hash sets: so a class that would have
 * 0.3 records has one in three of ten sets, and no record is more likely than another. A class with `n` records to give is cut by length into
 * `n` parts of one size, and each gives the record with the smallest hash: a line more in the file changes little.
 */
export function spread(pool: readonly Candidate[], count: number): readonly Candidate[] {
  if (count >= pool.length) return pool;
  const chosen: Candidate[] = [];
  // Whole numbers: a share that is one must not become none by a rounding error.
  const start = Math.floor(fraction(pool[0]) * pool.length);
  const upTo = (candidates: number): number => Math.floor((candidates * count + start) / pool.length);
  let before = 0;
  for (const group of byClass(pool)) {
    const parts = upTo(before + group.length) - upTo(before);
    before += group.length;
    if (parts > 0) chosen.push(...fromShortToLong(group, parts));
  }
  return chosen.toSorted(byHash);
}

/** The smallest hash of each of `parts` parts of a class. `group` ascends by hash. */
function fromShortToLong(group: readonly Candidate[], parts: number): readonly Candidate[] {
  const ordered = group.toSorted(byLength);
  // Where parts differ by one, the larger come first: in half of the classes at the long end.
  if (fraction(group[0]) < 0.5) ordered.reverse();
  const best: Candidate[] = [];
  for (const [i, candidate] of ordered.entries()) {
    const part = Math.floor((i * parts) / ordered.length);
    if (best[part] === undefined || candidate.hash < best[part].hash) best[part] = candidate;
  }
  return best;
}
