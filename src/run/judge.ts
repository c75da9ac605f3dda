import { censusOf } from '../core/census.ts';
import type { GateOutcome, Waiver } from '../core/gates.ts';
import { judge as judgeGate } from '../core/gates.ts';
import type { Gate, Task } from '../core/gate-types.ts';
import { groupTables, type Grouped, measure } from '../core/measure.ts';
import type { Measures } from '../core/measures.ts';
import type {
  DatasetReport,
  FileReport,
  FindingReport,
  GateReport,
  NotChecked,
  TaskReport,
  Verdict,
} from '../core/report.ts';
import { LEAK } from '../core/readings.ts';
import type { Rule } from '../core/rule-types.ts';
import { foldsOf, type ScanState } from '../core/scan.ts';
import type { Place } from '../core/sink.ts';
import { SPLITS } from '../core/splits.ts';
import type { SplitName } from '../core/tape.ts';
import { grouped as digits } from '../core/template.ts';
import { type Guess, inferTask, type Seen, viewFails } from '../tasks/infer.ts';
import { type FindingInput, placeReport, recordFindings, setFindings, sortFindings } from './findings.ts';
import { measuresReport } from './measures-report.ts';
import type { Places } from './places.ts';
import { notChecked } from './not-checked.ts';
import { type Filter, GATES } from './severity.ts';

/** Everything known of one data set at the end of the pass. */
export interface Case {
  readonly name: string;
  readonly files: readonly FileReport[];
  readonly state: ScanState;
  readonly places: Places;
  readonly rules: readonly Rule[];
  readonly gates: readonly Gate[];
  readonly tasks: readonly Task[];
  readonly filter: Filter;
  readonly waivers: ReadonlyMap<string, Waiver>;
  /** `--task`. */
  readonly given: Task | undefined;
  readonly seen: Seen;
  /** Top-level keys that the main format knows as optional. */
  readonly optional: ReadonlySet<string>;
  readonly blankLines: ReadonlyMap<SplitName, number>;
  /** "3 of 10 shards seen". */
  readonly incomplete: string | undefined;
  /** Evaluation files that lie beside it and were not named. */
  readonly beside: readonly string[];
  /** Why an input of it was not read to its end. */
  readonly broken: readonly string[];
  readonly limit: number;
}

interface Judged {
  readonly task: Task;
  readonly splits: ReadonlyMap<SplitName, Measures>;
  readonly gates: readonly GateOutcome[];
  readonly findings: readonly FindingReport[];
  readonly verdict: Verdict;
}

/** The report of one data set: task, measures, gates, findings, verdict. Pure. */
export function judgeDataset(c: Case): DatasetReport {
  const grouped = groupTables(c.state, c.rules, c.places.segmentAt);
  const raw = measureAll(c, grouped, undefined);
  const main = raw.get('train') ?? [...raw.values()][0];
  const unclear = [...c.broken, ...notUnderstood(main, c)];
  const guesses = main === undefined ? [] : inferTask(main, c.seen, c.tasks);
  const candidates = c.given === undefined ? guesses : [{ id: c.given.id, why: 'given by --task' }];
  const failure = c.given === undefined || main === undefined ? undefined : viewFails(c.given, main);
  if (failure !== undefined) unclear.push(`--task ${c.given?.id}: ${failure}`);
  const judged = candidates.map((guess) => judgeAs(c, grouped, c.tasks.find((t) => t.id === guess.id) as Task));
  if (judged.length === 0 && unclear.length === 0) unclear.push('no task could be inferred: --task');
  const split = disagreement(candidates, judged);
  if (split !== undefined) unclear.push(split);
  const best = judged[0] ?? judgeAs(c, grouped, undefined);
  const verdict: Verdict = unclear.length > 0 ? 'cannot-tell' : best.verdict;
  const splits = best.splits;
  const trained = splits.get('train') ?? [...splits.values()][0];
  const overlap = [...splits].flatMap(([name, m]) =>
    m.overlap === undefined || !splits.has('train') ? [] : [[name, m.overlap] as const],
  );
  return {
    name: c.name,
    files: c.files,
    format: formatReport(c, main),
    task: taskReport(c.given, candidates, judged),
    measures: {
      ...measuresReport(trained ?? emptyMeasures(c, grouped), best.task.labelled),
      ...(overlap.length === 0 ? {} : { overlap: Object.fromEntries(overlap) }),
    },
    splits: Object.fromEntries(
      [...splits].filter(([, m]) => m !== trained).map(([name, m]) => [name, measuresReport(m, best.task.labelled)]),
    ),
    gates: best.gates.map((gate) => withNeighbour(gate.report, c.beside[0])),
    findings: best.findings,
    targets: [],
    verdict,
    unclear,
    distance: distanceOf(best),
    notChecked: notChecked(c, splits) as NotChecked[],
  };
}

function measureAll(c: Case, grouped: Grouped, task: Task | undefined): ReadonlyMap<SplitName, Measures> {
  const out = new Map<SplitName, Measures>();
  for (const split of SPLITS) {
    if (!c.state.splits.has(split)) continue;
    const unpaired = (c.state.splits.get(split)?.tally.kinds.get('unpaired') ?? 0) > 0;
    out.set(split, measure(c.state, grouped, split, c.blankLines.get(split) ?? 0, task?.labelled === true || unpaired));
  }
  return out;
}

function emptyMeasures(c: Case, grouped: Grouped): Measures {
  return measure(c.state, grouped, 'train', 0, false);
}

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

function judgeAs(c: Case, grouped: Grouped, known: Task | undefined): Judged {
  const task = known ?? NO_TASK;
  const splits = measureAll(c, grouped, task);
  const base: Omit<FindingInput, 'accepted'> = {
    rules: c.rules,
    filter: c.filter,
    places: c.places,
    task: known?.id,
    limit: c.limit,
    scope: 'data',
  };
  const set = foldFindings(c, grouped, splits, { ...base, accepted: new Set() });
  const uniform = set.some((finding) => finding.rule === 'uniform-multiplicity');
  const input = { task, train: splits.get('train'), splits, incomplete: c.incomplete, uniform };
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

/** Where no evaluation split was given but one lies beside the file, the line of the verdict says how to give it. */
function withNeighbour(report: GateReport, beside: string | undefined): GateReport {
  if (report.id !== LEAK || report.status !== 'skip' || beside === undefined) return report;
  return { ...report, against: `${report.against}; ${beside} lies beside it: --eval ${beside}` };
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
  for (const [split, measures] of splits) {
    const state = c.state.splits.get(split);
    if (state === undefined) continue;
    const context = { task: input.task, measures, splits, split, shapes: censusOf(state.census, c.optional) };
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
    const kept = c.state.sink.byRule.get(finding.rule)?.places ?? [];
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
  const usable = [...splits.values()].reduce((sum, m) => sum + m.usable, 0);
  if (usable === 0 || findings.some((f) => f.severity === 'error')) return 'not-ready';
  return findings.some((f) => f.severity === 'warn') ? 'ready-with-warnings' : 'ready';
}

/** Never certify what was not understood: why nothing can be said of these records. */
function notUnderstood(main: Measures | undefined, c: Case): string[] {
  if (main === undefined || main.records === 0) return ['no records were found'];
  const parsed = main.records - main.invalid;
  if (main.fit === 0 && parsed > 0 && c.seen.format === null) {
    return [
      `the shape of the records is not recognised (keys: ${c.seen.fields['keys'] ?? 'none'}): name the columns with --text, --label, --prompt, --completion or --messages`,
    ];
  }
  if (main.fit === 0) return [];
  if (main.blankInputs === main.fit)
    return [
      `the text that was read is empty in all ${digits(main.fit)} records: name the columns with --text, --prompt or --messages`,
    ];
  if (main.blankOutputs === main.fit && main.fit > 1 && main.kind === 'pair')
    return [
      `the answer that was read is empty in all ${digits(main.fit)} records: name the columns with --completion or --messages`,
    ];
  return [];
}

/** Candidates that remain and would change the exit code: nobody but the person can settle it. */
function disagreement(candidates: readonly Guess[], judged: readonly Judged[]): string | undefined {
  const failing = judged.map(({ verdict }) => verdict === 'not-ready');
  if (failing.length < 2 || failing.every((f) => f === failing[0])) return undefined;
  const each = judged.map((j, i) => `${j.verdict.replaceAll('-', ' ')} as ${candidates[i].id}${shortOf(j)}`);
  return `${candidates[0].why}: ${each.join(', ')}; settle it with ${candidates.map((g) => `--task ${g.id}`).join(' or ')}`;
}

/** ", add 400 samples": what the candidate lacks, when it lacks something. */
function shortOf(judged: Judged): string {
  const [first] = judged.verdict === 'not-ready' ? distanceOf(judged) : [];
  return first === undefined ? '' : ` (${first})`;
}

function taskReport(given: Task | undefined, candidates: readonly Guess[], judged: readonly Judged[]): TaskReport {
  return {
    id: candidates[0]?.id ?? null,
    given: given !== undefined,
    why: candidates[0]?.why ?? 'nothing that a task is known by',
    candidates: candidates.map(({ id, why }, i) => ({
      id,
      why,
      verdict: judged[i].verdict,
      short: distanceOf(judged[i])[0] ?? '',
    })),
  };
}

/** What to do: about failing gates, or, when none fails, about warning ones. */
function distanceOf({ gates, verdict }: Judged): readonly string[] {
  const wanted = verdict === 'not-ready' ? 'fail' : 'warn';
  return gates.flatMap(({ report, distance }) =>
    report.status === wanted && distance !== undefined ? [distance] : [],
  );
}

function formatReport(c: Case, main: Measures | undefined): DatasetReport['format'] {
  const formats = [...(main?.formats ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const [first, ...others] = formats;
  const { keys: _keys, ...fields } = c.seen.fields;
  return {
    id: first?.[0] ?? c.seen.format,
    fields,
    records: first?.[1] ?? 0,
    others: others.map(([id, records]) => ({ id, records })),
  };
}
