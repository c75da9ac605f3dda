import { type Fate, FATES, type Target } from '../../core/target-types.ts';
import type { Reported, TargetPlace, TargetState } from '../../targets/target-state.ts';
import { compareRefs } from '../../core/ref-order.ts';
import { shapeName } from './target-findings.ts';

/** What becomes of the records of one split. */
export interface TargetRows {
  readonly rows: Readonly<Record<Fate, number>>;
  /** Records of another shape than the one that the first record decides on. */
  readonly mixed: Reported;
}

/** Adds the fates up, where the first record decides over the others with them. `broken`: records that do not parse. */
export function rowsOf(target: Target, { fates, shapes }: TargetState, broken: number): TargetRows {
  const { decided, unread } = target;
  const width = FATES.length;
  const firsts = shapes.slice(0, -1).map(({ places: [first] }) => first as TargetPlace | undefined);
  const chosen = decided.by === 'each' ? -1 : firstOf(firsts);
  const sums = FATES.map(() => 0);
  const mixed: Reported = { count: 0, places: [] };
  for (const [shape, { count }] of shapes.entries()) {
    const off = chosen >= 0 && shape !== chosen && shape < shapes.length - 1;
    const least = off ? FATES.indexOf(decided.fate) : 0;
    for (let fate = 0; fate < width; fate++) sums[Math.max(fate, least)] += fates[shape * width + fate];
    if (!off || count === 0) continue;
    mixed.count += count;
    const data = { found: shapeName(target, shape), first: shapeName(target, chosen) };
    mixed.places.push({ ...(firsts[shape] as TargetPlace), data });
  }
  mixed.places.sort((a, b) => compareRefs(a.ref, b.ref));
  sums[FATES.indexOf(unread.fate)] += broken;
  return { rows: Object.fromEntries(FATES.map((fate, i) => [fate, sums[i]])) as Record<Fate, number>, mixed };
}

/** The shape of the record that stands first. */
function firstOf(firsts: readonly (TargetPlace | undefined)[]): number {
  let best = -1;
  for (const [shape, place] of firsts.entries()) {
    const other = best < 0 ? undefined : firsts[best];
    if (place !== undefined && (other === undefined || compareRefs(place.ref, other.ref) < 0)) best = shape;
  }
  return best;
}
