import type { Passes, ThroughputRules } from '../../../plan/throughput.ts';
import { learnsOf } from './shape.ts';
import type { Training } from './training.ts';

/**
 * What training on pairs reads beside the longer side of each: of prompts P, preferred answers C and others R the check has
 * counted P + C + R and C + R, and both sides are 2P + C + R. Undefined where rows are no pairs.
 */
export function passesOf(training: Training, { reference }: ThroughputRules): Passes | undefined {
  if (learnsOf(training) !== 'pairs') return undefined;
  const { target } = training.at!;
  const { total, trained, byRole } = target.tokens!;
  const all = Object.values(byRole).reduce((sum, count) => sum + count, 0);
  // Answers that are cut are no longer among the trained tokens.
  const sides = Math.min(2, Math.max(1, (2 * all - trained) / Math.max(1, total)));
  return { sides, reference: reference.targets.includes(target.id) };
}
