import { FtlintError } from '../core/error.ts';
import type { Gate } from '../core/gate-types.ts';
import { nearest } from '../core/nearest.ts';
import type { Rule, Severity } from '../core/rule-types.ts';
import { TEMPLATE_METAS } from '../templates/metas.ts';
import type { CheckOptions } from './options.ts';

/** What flags say of rules and gates: they act at the end, on findings. */
export interface Filter {
  /** Severity set by --rule; undefined: the rule's own. */
  set(id: string): Severity | undefined;
  /** Whether --only and --skip leave the rule in; it may belong to several groups. */
  speaks(id: string, ...groups: readonly string[]): boolean;
}

/** The group by which --only and --skip name all gates. */
export const GATES = 'gate';

/** Throws FtlintError on a rule, gate or group that does not exist: a typo never passes. */
export function filterOf(
  options: CheckOptions,
  rules: readonly Rule[],
  gates: readonly Gate[],
  more?: { readonly ruleIds: readonly string[]; readonly gateIds: readonly string[] },
): Filter {
  const gateIds = [...gates.map((gate) => gate.id), ...(more?.gateIds ?? [])];
  const ids = [
    ...rules.map((rule) => rule.meta.id),
    ...gateIds,
    ...(more?.ruleIds ?? []),
    ...Object.keys(TEMPLATE_METAS),
  ];
  const groups = [...new Set([...rules.map((rule) => rule.meta.group as string), 'template', GATES])];
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
  refuseIdle(options.only ?? [], rules);
  for (const { gate } of options.accept ?? []) {
    known(gate, gateIds, '--accept');
  }
  const only = new Set(options.only);
  const skip = new Set(options.skip);
  return {
    set: (id) => options.rules?.[id],
    speaks(id, ...groups) {
      const names = [id, ...groups];
      return (only.size === 0 || names.some((name) => only.has(name))) && !names.some((name) => skip.has(name));
    },
  };
}

/** Only rules of a template, and no template: whatever the data, nothing would be said. */
function refuseIdle(only: readonly string[], rules: readonly Rule[]): void {
  const idle = only.length > 0 && only.every((id) => id === 'template' || Object.hasOwn(TEMPLATE_METAS, id));
  if (!idle || rules.some(({ meta }) => meta.group === 'template')) return;
  throw new FtlintError(
    'no-template',
    `--only ${only[0]}: it is about a chat template, and none is given`,
    'name it: --chat-template tokenizer_config.json',
  );
}
