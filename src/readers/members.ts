import type { Member } from '../core/plan.ts';

/**
 * Offsets of the members of a corpus as if they lay one behind the other, one byte between two: so that no two records begin at
 * the same offset, and a place finds its file again. One more than there are members; the last is where the corpus ends.
 */
export function memberStarts(members: readonly Member[]): Float64Array {
  const starts = new Float64Array(members.length + 1);
  for (const [i, { bytes }] of members.entries()) starts[i + 1] = starts[i] + bytes + 1;
  return starts;
}

/** Number of the member that holds the byte `offset`. */
export function memberAt(starts: Float64Array, offset: number): number {
  let low = 0;
  let high = Math.max(0, starts.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Name of a member as a person writes it: `.` is the folder they are in. */
export const memberPath = (path: string, { name }: Member): string =>
  path === '.' ? name : `${path.replace(/\/$/, '')}/${name}`;
