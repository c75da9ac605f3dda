import type { Target, TargetLength, TargetLimit } from '../core/target-types.ts';
import { quantity } from '../core/quantity.ts';
import { grouped } from '../reporters/numbers.ts';

/** The number behind a value: itself, or the default of the parameter that `$name` names. */
function numberBehind(target: Target, value: number | string | null): number | null {
  if (typeof value !== 'string') return value;
  const set = target.parameters?.[value.replace(/^\$/, '')]?.default;
  return typeof set === 'number' ? set : null;
}

/** A limit's value with its unit: `10 rows`, `512 MiB`, `20 %`. */
export function limitValue(target: Target, { value, unit, measure }: TargetLimit): string {
  const number = numberBehind(target, value);
  if (number === null) return 'no limit';
  if (measure === 'kept' || measure === 'validation.share') return `${Number((number * 100).toPrecision(6))} %`;
  return quantity(number, measure.endsWith('bytes') ? 'bytes' : unit);
}

/** Tokens that a record may have, as a number with its unit; null where none is known. */
export function lengthLimit(target: Target): string | null {
  const number = numberBehind(target, target.length.limit);
  return number === null ? null : `${grouped(number)} tokens`;
}

/** What happens to what is too long, in a few words. */
export const POLICY: Readonly<Record<TargetLength['policy'], string>> = {
  'cut-end': 'cut at the end',
  'cut-start': 'cut at the start',
  'cut-both': 'prompt and answer cut',
  drop: 'dropped',
  split: 'split',
  fail: 'ends the run',
  none: 'nothing',
};

/** Lifecycle in a few words: `closed to new, ends 2027-01-06`. */
export function lifecycleWords({ status, ends, since }: Target['lifecycle']): string {
  const word = status === 'closed-to-new' ? 'closed to new' : status;
  if (status === 'ended') return [word, ends ?? since].filter((part) => part !== undefined).join(' ');
  return ends === undefined ? word : `${word}, ends ${ends}`;
}
