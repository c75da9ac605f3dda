import type { TargetRuleMeta } from '../core/target-types.ts';
import { BUILT_IN } from '../targets/built-in.ts';

/** A target rule as one line of the list, and the same for programs. */
export interface TargetRuleRow {
  readonly cells: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
}

/** What decides the severity, the stage and the evidence of such a rule: the target that asks for it. */
const BY_TARGET = 'by target';

/** The rules that targets ask for and those of the engine, by id. `paged`: ids that have a page. */
export async function targetRuleRows(paged: ReadonlySet<string>): Promise<readonly TargetRuleRow[]> {
  const { targetRules } = await import('../../rules/targets.ts');
  const metas: readonly TargetRuleMeta[] = [...targetRules.map(({ meta }) => meta), ...Object.values(BUILT_IN)];
  return metas
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, group, since, fix, title, options }) => ({
      cells: [id, BY_TARGET, 'target', fix, BY_TARGET, '–'],
      json: {
        id,
        group,
        severity: BY_TARGET,
        since,
        stage: 'target',
        fix,
        title: title.other,
        page: paged.has(id),
        ...(options !== undefined && { options }),
      },
    }));
}
