import type { Target } from '../core/target-types.ts';

/** What a check names: a rule's id, and the keys of its options. */
export interface KnownRule {
  readonly id: string;
  readonly options: readonly string[];
}

function* conditionsOf(target: Target): Generator<readonly [place: string, names: readonly string[]]> {
  for (const [i, check] of target.checks.entries()) yield [`checks/${i}`, Object.keys(check.if ?? {})];
  for (const [i, limit] of target.limits.entries()) yield [`limits/${i}`, Object.keys(limit.if ?? {})];
  for (const [i, one] of (target.length.when ?? []).entries()) yield [`length/when/${i}`, Object.keys(one.if)];
  for (const [i, { value }] of target.limits.entries())
    if (typeof value === 'string') yield [`limits/${i}`, [value.replace(/^\$/, '')]];
  if (typeof target.length.limit === 'string') yield ['length', [target.length.limit.replace(/^\$/, '')]];
}

/**
 * What no schema can say of a target that follows it: names that lead nowhere. One sentence each, for whoever wrote the file.
 * Without `rules` those are not looked at.
 */
export function targetFaults(target: Target, rules?: readonly KnownRule[]): readonly string[] {
  const faults: string[] = [];
  const shapes = target.shapes.map(({ id }) => id);
  const parameters = Object.keys(target.parameters ?? {});
  for (const [place, names] of conditionsOf(target)) {
    const missing = names.filter((name) => !parameters.includes(name));
    if (missing.length > 0) faults.push(`/${place}: there is no parameter "${missing.join('", "')}"`);
  }
  for (const [i, { rule, shapes: about = [], options = {} }] of target.checks.entries()) {
    const missing = about.filter((id) => !shapes.includes(id));
    if (missing.length > 0) faults.push(`/checks/${i}: there is no shape "${missing.join('", "')}"`);
    const known = rules?.find(({ id }) => id === rule);
    if (rules !== undefined && known === undefined) faults.push(`/checks/${i}: there is no target rule "${rule}"`);
    const strange = known === undefined ? [] : Object.keys(options).filter((key) => !known.options.includes(key));
    if (strange.length > 0) faults.push(`/checks/${i}: ${rule} has no option "${strange.join('", "')}"`);
  }
  for (const [i, { fields, learnt, turns }] of target.shapes.entries()) {
    const missing = learnt.filter((name) => !Object.hasOwn(fields, name));
    if (missing.length > 0) faults.push(`/shapes/${i}/learnt: there is no field "${missing.join('", "')}"`);
    if (turns === undefined && Object.values(fields).some(({ is }) => is === 'turns'))
      faults.push(`/shapes/${i}: a field holds turns, and nothing says how they are spelt (turns)`);
  }
  return faults;
}
