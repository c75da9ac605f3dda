import { censusOf } from '../core/census.ts';
import { type GateOutcome, judge as judgeGate } from '../core/gates.ts';
import type { Task } from '../core/gate-types.ts';
import { type Grouped, measure } from '../core/measure.ts';
import type { Measures } from '../core/measures.ts';
import type { FindingReport, Verdict } from '../core/report.ts';
import { foldsOf } from '../core/scan.ts';
import type { Place } from '../core/sink.ts';
import { SPLITS } from '../core/splits.ts';
import type { SplitName } from '../core/tape.ts';
import type { Case, Judged } from './case.ts';
import { type FindingInput, placeReport, recordFindings, setFindings, sortFindings } from './findings.ts';
import { GATES } from './severity.ts';

/** A task for sets that nothing could be inferred of: no size is asked of them. */
const NO_TASK: Task = {
  id: 'unknown',
  title: 'an unknown task',
  names: [],
  kinds: [],
  labelled: false,
  minimum: 0,
  recommended: [0, 0],
  unit: { one: 'record', other: 'records' },
  note: '',
  evidence: { class: 'convention', source: 'no task', read: '2026-11-22' },
};

/** Measures of every split, as the task counts what is usable. */
export function measureAll(c: Case, grouped: Grouped, task: Task | undefined): ReadonlyMap<SplitName, Measures> {
  const out = new Map<SplitName, Measures>();
  for (const split of SPLITS) {
    if (!c.state.splits.has(split)) continue;
    const unpaired = (c.state.splits.get(split)?.tally.kinds.get('unpaired') ?? 0) > 0;
    out.set(split, measure(c.state, grouped, split, c.blankLines.get(split) ?? 0, task?.labelled === true || unpaired));
  }
  return out;
}

/** Holds a data set against one task; undefined: only against what needs none. */
export function judgeAs(c: Case, grouped: Grouped, known: Task | undefined): Judged {
  const task = known ?? NO_TASK;
  const splits = measureAll(c, grouped, task);
  const base: Omit<FindingInput, 'accepted'> = {
    rules: c.rules,
    filter: c.filter,
    places: c.places,
    task: known?.id,
    limit: c.limit,
    scope: 'data',
    containers: new Set(c.files.map(({ container }) => container)),
  };
  const set = foldFindings(c, grouped, splits, { ...base, accepted: new Set() });
  const input = { task, train: splits.get('train'), splits, incomplete: c.incomplete };
  const gates = c.gates
    .filter((gate) => known !== undefined || gate.measure === 'broken' || gate.measure === 'blank')
    .map((gate) => judgeGate(gate, input, c.waivers.get(gate.id), c.filter.set))
    .filter((outcome) => outcome !== undefined)
    .map((outcome) => (c.filter.speaks(outcome.report.id, GATES) ? outcome : muted(outcome)));
  const accepted = acceptedRules(c, gates);
  const records = recordFindings(c.state.sink, { ...base, accepted });
  const findings = sortFindings([
    ...records,
    ...set.map((f) => (accepted.has(f.rule) ? { ...f, severity: 'info' as const } : f)),
    ...gateFindings(c, gates),
  ]);
  return { task, splits, gates, findings, verdict: verdictOf(findings, splits) };
}

function muted({ report }: GateOutcome): GateOutcome {
  return { report: { ...report, status: 'skip', message: 'left out by --only or --skip' } };
}

function foldFindings(
  c: Case,
  grouped: Grouped,
  splits: ReadonlyMap<SplitName, Measures>,
  input: FindingInput,
): FindingReport[] {
  const out: FindingReport[] = [];
  const folds = foldsOf(c.rules);
  const first = [...splits.keys()][0];
  const train = c.state.splits.get('train');
  const training = train && censusOf(train.census, c.optional);
  for (const [split, measures] of splits) {
    const state = c.state.splits.get(split);
    if (state === undefined) continue;
    const shapes = state === train && training !== undefined ? training : censusOf(state.census, c.optional);
    const trained = state === train ? undefined : training;
    const { task, containers } = input;
    const context = { task, measures, splits, split, shapes, trained, containers };
    folds.forEach((rule, i) => out.push(...setFindings(rule, state.folds[i], context, input)));
    // A group spans all splits: its rules finish once.
    if (split === first)
      for (const [rule, groupState] of grouped.groupStates) out.push(...setFindings(rule, groupState, context, input));
  }
  return out;
}

function gateFindings(c: Case, gates: readonly GateOutcome[]): FindingReport[] {
  const said = (place: Place): string => {
    if (place.partner === undefined) return '';
    const at = `${c.places.path(place.partner)}:${c.places.line(place.partner)}`;
    if (place.data['how'] === 'exact') return `equals ${at}`;
    return place.data['how'] === undefined
      ? `contradicts ${at}`
      : `differs from ${at} in case, white space or Unicode form only`;
  };
  return gates.flatMap(({ finding, report }) => {
    if (finding === undefined) return [];
    const kept = c.state.sink.of(finding.rule)?.places ?? [];
    const places = kept
      .slice(0, c.limit)
      .map((place) => ({ ...placeReport(place, undefined, c.places), message: said(place) }));
    return [
      {
        rule: finding.rule,
        scope: report.scope,
        severity: finding.severity,
        count: finding.count,
        set: true,
        title: finding.title,
        message: finding.message,
        fix: 'none' as const,
        places,
        shown: places.length,
      },
    ];
  });
}

/** Rules whose findings a waived gate counts: accepting the sum accepts the parts. */
function acceptedRules(c: Case, gates: readonly GateOutcome[]): ReadonlySet<string> {
  const waived = new Set(gates.filter(({ report }) => report.status === 'waived').map(({ report }) => report.id));
  const covers = c.gates.filter((gate) => waived.has(gate.id)).flatMap((gate) => gate.covers ?? []);
  const rules = covers.includes('structural')
    ? c.rules.filter((rule) => rule.meta.structural).map((rule) => rule.meta.id)
    : [];
  return new Set([...covers, ...rules]);
}

function verdictOf(findings: readonly FindingReport[], splits: ReadonlyMap<SplitName, Measures>): Verdict {
  // What is trained on must hold something; an evaluation split alone, the same.
  const usable = (splits.get('train') ?? [...splits.values()][0])?.usable ?? 0;
  if (usable === 0 || findings.some((f) => f.severity === 'error')) return 'not-ready';
  return findings.some((f) => f.severity === 'warn') ? 'ready-with-warnings' : 'ready';
}

/** Records of rules that a gate adds up: the gate's own clause speaks for them. */
function isSummed(finding: FindingReport, c: Case): boolean {
  const covers = c.gates.flatMap((gate) => gate.covers ?? []);
  const structural = c.rules.some((rule) => rule.meta.id === finding.rule && rule.meta.structural);
  return covers.includes(finding.rule) || (structural && covers.includes('structural'));
}

/** What to do, an imperative clause each: about what fails, or, when nothing does, about what warns. */
export function distanceOf({ gates, findings, verdict }: Judged, c: Case): readonly string[] {
  const [status, severity] = verdict === 'not-ready' ? (['fail', 'error'] as const) : (['warn', 'warn'] as const);
  const clauses = gates.flatMap(({ report, distance }) =>
    report.status === status && distance !== undefined ? [distance] : [],
  );
  const own = findings.filter((f) => f.severity === severity && f.scope === 'data' && !isSummed(f, c));
  return [...clauses, ...own.map((f) => `settle ${f.rule}: ${f.title}`)];
}
