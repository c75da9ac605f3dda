import type { AskedParameters, Conditions } from './asked-types.ts';

/** The number behind a limit: itself, or the value of the parameter that `$name` names; null where that is not set. */
export function numberOf(value: number | string | null, parameters: AskedParameters): number | null {
  if (typeof value !== 'string') return value;
  const set = parameters[value.replace(/^\$/, '')];
  return typeof set === 'number' ? set : null;
}

/** Whether parameters have the values that a check, a limit or a policy is about. */
export function holds(conditions: Conditions | undefined, parameters: AskedParameters): boolean {
  return Object.entries(conditions ?? {}).every(([name, value]) => parameters[name] === value);
}
