import type { TargetLength, TargetShape } from '../core/target-types.ts';
import type { AskedTarget } from './asked-types.ts';
import { holds } from './parameters.ts';

/** What a target does to records of one shape that are too long: its own word, over it that of the shape, and that of its parameters. */
export function lengthOf({ target: { length }, parameters }: AskedTarget, shape: TargetShape): TargetLength {
  const chosen = (length.when ?? []).filter((other) => holds(other.if, parameters));
  // The first that holds has the last word.
  return Object.assign({ ...length, ...shape.length }, ...chosen.toReversed()) as TargetLength;
}
