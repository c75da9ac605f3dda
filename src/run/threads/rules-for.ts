import { rules as shipped } from '../../../rules/index.ts';
import type { Rule } from '../../core/rule-types.ts';
import type { DestinationSpec } from '../targets/destination-spec.ts';

/** The rules of a pass in a thread that was told what they are made from. */
export async function rulesFor(destinations: DestinationSpec | undefined, keep: number): Promise<readonly Rule[]> {
  if (destinations === undefined) return shipped;
  const { openDestinations } = await import('../targets/destinations.ts');
  return [...shipped, ...(await openDestinations(destinations, keep, undefined)).rules];
}
