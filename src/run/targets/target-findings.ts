import { compareRefs } from '../../core/ref-order.ts';
import type { FindingReport } from '../../core/report.ts';
import {
  type Fate,
  type Target,
  type TargetCheck,
  type TargetRule,
  type TargetRuleMeta,
} from '../../core/target-types.ts';
import { render } from '../../core/template.ts';
import type { Data } from '../../core/rule-types.ts';
import type { Reported, TargetPlace } from '../../targets/target-state.ts';
import { holds } from '../../targets/parameters.ts';
import type { AskedTarget } from '../../targets/asked-types.ts';
import type { Case } from '../case.ts';
import { placeReport } from '../findings.ts';

/** How bad what becomes of a record is, where the target's file does not say. */
export function severityOf(fate: Fate | undefined): FindingReport['severity'] {
  if (fate === 'crash') return 'error';
  return fate === 'changed' || fate === 'asWritten' ? 'info' : 'warn';
}

/** The target's own words behind ours; nothing where none are known. */
export const ownWords = (says: string | undefined): string => (says === undefined ? '' : `; its own words: "${says}"`);

/** One statement about a target, before config has its say. */
export interface Statement {
  readonly meta: TargetRuleMeta;
  readonly reported: Reported;
  readonly severity: FindingReport['severity'];
  /** What all places share. */
  readonly data: Data;
  readonly says: string | undefined;
}

/** The finding of a statement; undefined where nothing was reported, or the rule is off. */
export function findingOf({ target, label }: AskedTarget, s: Statement, c: Case): FindingReport | undefined {
  const { meta, reported } = s;
  const set = c.filter.set(meta.id);
  if (reported.count === 0 || set === 'off' || !c.filter.speaks(meta.id, meta.group)) return undefined;
  const shared = { ...s.data, target: label, id: target.id, count: reported.count };
  const places = reported.places.slice(0, c.limit).map(({ ref, pointer, message, data }: TargetPlace) => {
    const place = { ref, split: 'train' as const, message, data, order: 0, ...(pointer !== undefined && { pointer }) };
    const text =
      render(meta.messages[message] ?? '', { ...shared, ...data }) + (message === 'none' ? '' : ownWords(s.says));
    return { ...placeReport(place, undefined, c.places), message: text };
  });
  return {
    rule: meta.id,
    scope: `target:${label}`,
    severity: set ?? s.severity,
    count: reported.count,
    set: false,
    title: render(reported.count === 1 ? meta.title.one : meta.title.other, shared),
    message: places[0]?.message ?? '',
    fix: meta.fix,
    places,
    shown: places.length,
  };
}

/** Reports of several splits as one, in file order. */
export function joined(all: readonly Reported[]): Reported {
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    places: all.flatMap(({ places }) => places).sort((a, b) => compareRefs(a.ref, b.ref)),
  };
}

/** What the target's checks reported. */
export function checkStatements(
  { target, parameters }: AskedTarget,
  rules: ReadonlyMap<string, TargetRule>,
  reported: readonly Reported[],
): readonly Statement[] {
  return target.checks.flatMap((check: TargetCheck, i): Statement[] => {
    const rule = rules.get(check.rule);
    if (rule === undefined || !holds(check.if, parameters)) return [];
    const severity = check.severity ?? severityOf(check.fate);
    return [{ meta: rule.meta, reported: reported[i], severity, data: {}, says: check.says }];
  });
}

/** Name of a shape as messages have it. */
export const shapeName = ({ shapes }: Target, i: number): string => shapes[i]?.id ?? 'nothing it knows';
