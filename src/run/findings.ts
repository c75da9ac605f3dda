import type { FinishContext, Rule, SetFinding, Severity } from '../core/rule-types.ts';
import type { FindingReport, PlaceReport } from '../core/report.ts';
import { compareRefs } from '../core/ref-order.ts';
import type { Place, Sink } from '../core/sink.ts';
import { render } from '../core/template.ts';
import type { Filter } from './severity.ts';
import type { Places } from './places.ts';

const ORDER = { error: 0, warn: 1, info: 2 } as const;

/** Characters of a quoted name, and of a pointer: a key may be as long as the file. */
const LONGEST_VALUE = 500;
const LONGEST_POINTER = 1000;

function shortened(data: Place['data']): Place['data'] {
  const long = Object.entries(data).some(([, value]) => typeof value === 'string' && value.length > LONGEST_VALUE);
  if (!long) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string' && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value,
    ]),
  );
}

/** The deepest place on the way to `pointer` that can be written down. */
function reachable(pointer: string): string {
  if (pointer.length <= LONGEST_POINTER) return pointer;
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/', LONGEST_POINTER)));
}

/** What the findings of one data set are made from. */
export interface FindingInput {
  readonly rules: readonly Rule[];
  readonly filter: Filter;
  readonly places: Places;
  /** Rules whose findings were accepted with a gate: shown as info. */
  readonly accepted: ReadonlySet<string>;
  /** Task decided at the end. */
  readonly task: string | undefined;
  readonly limit: number;
  readonly scope: string;
  /** Containers of the files. */
  readonly containers: ReadonlySet<string>;
}

/** Severity as config, evidence and acceptance leave it; undefined: the rule is off or filtered out. */
function severityOf(
  rule: Rule,
  input: FindingInput,
  own?: SetFinding['severity'],
): Exclude<Severity, 'off'> | undefined {
  const { meta } = rule;
  if (!input.filter.speaks(meta.id, meta.group)) return undefined;
  if (input.task !== undefined && meta.silentIn?.includes(input.task)) return undefined;
  if (meta.containers?.some((container) => input.containers.has(container)) === false) return undefined;
  const set = input.filter.set(meta.id);
  if (set === 'off') return undefined;
  if (input.accepted.has(meta.id)) return 'info';
  return set ?? own ?? meta.severity;
}

/** Findings about records, from the sink: one for each rule. */
export function recordFindings(sink: Sink, input: FindingInput): FindingReport[] {
  const out: FindingReport[] = [];
  for (const rule of input.rules) {
    const kept = rule.type === 'record' ? sink.of(rule.meta.id) : undefined;
    const severity = severityOf(rule, input);
    if (kept === undefined || kept.count === 0 || severity === undefined) continue;
    const places = kept.places.slice(0, input.limit).map((place) => placeReport(place, rule, input.places));
    out.push({
      rule: rule.meta.id,
      scope: input.scope,
      severity,
      count: kept.count,
      set: false,
      title: titleOf(rule, kept.count, {}),
      message: places[0]?.message ?? '',
      fix: rule.meta.fix,
      places,
      shown: places.length,
    });
  }
  return out;
}

function titleOf(rule: Rule, count: number, data: Readonly<Record<string, string | number>>): string {
  const { one, other } = rule.meta.title;
  return render(count === 1 ? one : other, { count, ...data });
}

/** A kept place as the report shows it. */
export function placeReport(place: Place, rule: Rule | undefined, places: Places): PlaceReport {
  const { ref, at, partner } = place;
  const data = shortened(place.data);
  const pointer = place.pointer === undefined ? undefined : reachable(place.pointer);
  const template = rule?.meta.messages[place.message] ?? '';
  return {
    path: places.path({ segment: ref.segment, offset: at?.offset ?? ref.offset }),
    line: places.line({ segment: ref.segment, line: at?.line ?? ref.line }),
    offset: places.offset({ segment: ref.segment, offset: at?.offset ?? ref.offset }),
    ...(pointer === undefined || pointer === '' ? {} : { pointer }),
    message: render(template, data),
    data,
    ...(partner === undefined
      ? {}
      : { partner: { path: places.path(partner), line: places.line(partner), offset: places.offset(partner) } }),
  };
}

/** Runs the `finish` of fold and group rules of one split. */
export function setFindings(
  rule: Rule,
  state: unknown,
  context: Omit<FinishContext, 'report'>,
  input: FindingInput,
): FindingReport[] {
  if (rule.type === 'record') return [];
  const out: FindingReport[] = [];
  rule.finish(state, {
    ...context,
    report(finding) {
      const severity = severityOf(rule, input, finding.severity);
      if (severity !== undefined) out.push(setReport(rule, finding, severity, input));
    },
  });
  return out;
}

function setReport(
  rule: Rule,
  finding: SetFinding,
  severity: Exclude<Severity, 'off'>,
  input: FindingInput,
): FindingReport {
  const data = shortened(finding.data ?? {});
  const message = render(rule.meta.messages[finding.message] ?? '', { count: finding.count, ...data });
  const ordered = [...(finding.places ?? [])].sort((a, b) => compareRefs(a.ref, b.ref)).slice(0, input.limit);
  const places = ordered.map((place, order) =>
    placeReport(
      {
        ...place,
        split: 'train',
        message: finding.message,
        data: { count: finding.count, ...data, ...place.data },
        order,
      },
      rule,
      input.places,
    ),
  );
  return {
    rule: rule.meta.id,
    scope: input.scope,
    severity,
    count: finding.count,
    set: true,
    title: titleOf(rule, finding.count, data),
    message,
    fix: rule.meta.fix,
    places,
    shown: places.length,
  };
}

/** Worst first; more first; then by name. */
export function sortFindings(findings: readonly FindingReport[]): FindingReport[] {
  return [...findings].sort(
    (a, b) =>
      ORDER[a.severity] - ORDER[b.severity] || b.count - a.count || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
}
