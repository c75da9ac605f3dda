import { FtlintError } from '../core/error.ts';
import type { Gate } from '../core/gate-types.ts';
import { nearest } from '../core/nearest.ts';
import type { Rule, Severity } from '../core/rule-types.ts';
import type { CheckOptions } from './options.ts';

/** What flags say of rules and gates: they act at the end, on findings. */
export interface Filter {
  /** Severity set by --rule; undefined: the rule's own. */
  set(id: string): Severity | undefined;
  /** Whether --only and --skip leave the rule in. */
  speaks(id: string, group: string): boolean;
}

/** The group by which --only and --skip name all gates. */
export const GATES = 'gate';

/** Throws FtlintError on a rule, gate or group that does not exist: a typo never passes. */
export function filterOf(options: CheckOptions, rules: readonly Rule[], gates: readonly Gate[]): Filter {
  const ids = [...rules.map((rule) => rule.meta.id), ...gates.map((gate) => gate.id)];
  const groups = [...new Set(rules.map((rule) => rule.meta.group as string)), GATES];
  const known = (name: string, names: readonly string[], flag: string): void => {
    if (names.includes(name)) return;
    const close = nearest(name, names);
    throw new FtlintError(
      'unknown-rule',
      `${flag}: unknown rule "${name}"`,
      close === undefined ? 'ftlint rules lists them' : `did you mean ${close}?`,
    );
  };
  for (const id of Object.keys(options.rules ?? {})) known(id, ids, '--rule');
  for (const id of options.only ?? []) known(id, [...ids, ...groups], '--only');
  for (const id of options.skip ?? []) known(id, [...ids, ...groups], '--skip');
  for (const { gate } of options.accept ?? []) {
    known(
      gate,
      gates.map((g) => g.id),
      '--accept',
    );
  }
  const only = new Set(options.only);
  const skip = new Set(options.skip);
  return {
    set: (id) => options.rules?.[id],
    speaks: (id, group) => (only.size === 0 || only.has(id) || only.has(group)) && !skip.has(id) && !skip.has(group),
  };
}
