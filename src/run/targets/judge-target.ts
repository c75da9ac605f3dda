import type { FindingReport, TargetReport, Verdict } from '../../core/report.ts';
import type { Measures } from '../../core/measures.ts';
import { foldsOf } from '../../core/scan.ts';
import type { SplitName } from '../../core/tape.ts';
import type { Target, TargetLimit, TargetRule } from '../../core/target-types.ts';
import { percent, render } from '../../core/template.ts';
import { BUILT_IN } from '../../targets/built-in.ts';
import { numberOf } from '../../targets/parameters.ts';
import type { AskedTarget } from '../../targets/asked-types.ts';
import { foldId } from '../../targets/target-fold.ts';
import { createTargetState, OVER, type Reported, type TargetState } from '../../targets/target-state.ts';
import type { TokenCounter } from '../../tokens/counter.ts';
import type { Case } from '../case.ts';
import { sortFindings } from '../findings.ts';
import { fileFindings } from './target-files.ts';
import { checkStatements, findingOf, joined, severityOf, type Statement } from './target-findings.ts';
import { targetGate, type TargetCounts, type TargetGate } from './target-gates.ts';
import { changesOf, needsOf, targetLine } from './target-line.ts';
import { rowsOf, type TargetRows } from './target-rows.ts';
import { tokensReport } from './target-tokens.ts';

/** What targets are judged with. */
export interface Judges {
  readonly rules: ReadonlyMap<string, TargetRule>;
  readonly counter: TokenCounter;
  /** Share of the records that must train in some way. */
  readonly kept: TargetLimit;
  /** Today, YYYY-MM-DD. */
  readonly today: string | undefined;
}

/** One target's part of the report, with its findings. */
export interface JudgedTarget {
  readonly report: TargetReport;
  readonly findings: readonly FindingReport[];
  /** What would let its lines pass, one imperative clause each. */
  readonly distance: readonly string[];
}

/** Holds a data set against one target. Pure. */
export function judgeTarget(
  asked: AskedTarget,
  destinations: Judges,
  splits: ReadonlyMap<SplitName, Measures>,
  c: Case,
): JudgedTarget {
  const { target, parameters, label } = asked;
  const { counter } = destinations;
  const states = statesOf(asked, c);
  const bySplit = new Map([...states].map(([split, state]) => [split, rowsOf(target, state, invalidOf(c, split))]));
  const own =
    states.get('train') ?? [...states.values()][0] ?? createTargetState(target.shapes.length, target.checks.length);
  const { rows } = bySplit.get('train') ?? [...bySplit.values()][0] ?? rowsOf(target, own, 0);
  const limit = numberOf(target.length.limit, parameters);
  const statements = [
    ...builtIn(asked, [...states.values()], [...bySplit.values()], c, counter, limit),
    ...checkStatements(
      asked,
      destinations.rules,
      target.checks.map((_, i) => joined([...states.values()].map((state) => state.checks[i]))),
    ),
  ];
  const found = statements.flatMap((statement) => findingOf(asked, statement, c) ?? []);
  const records = Object.values(rows).reduce((sum, count) => sum + count, 0);
  // Records that only an estimate takes away are not counted as lost.
  const guessed = counter.exact ? 0 : own.tokens.alone;
  const kept = rows.asWritten + rows.changed + rows.truncated + guessed;
  const counts: TargetCounts = { records, kept, tokens: own.tokens.total, exact: counter.exact, splits };
  const gates = [
    ...target.limits.flatMap((one) => targetGate(one, asked, counts, c) ?? []),
    ...keptGate(destinations.kept, asked, counts, c),
  ];
  const fileFound = fileFindings(asked, c);
  const findings = sortFindings([...found, ...fileFound, ...gates.flatMap(({ finding }) => finding ?? [])]);
  const worst = findings.find(({ severity }) => severity === 'error');
  const [changes, needs] = [changesOf(found), needsOf(found, records)];
  const notes = notesOf(target, destinations.today);
  const tokens = tokensReport(own.tokens, counter, target.place === 'trainer' ? limit : null);
  return {
    findings,
    distance: distanceOf(label, [...found, ...fileFound], gates),
    report: {
      id: target.id,
      label,
      title: target.title,
      verdict: verdictOf(findings, records, c),
      lifecycle: lifecycleOf(target),
      asOf: asOf(target),
      ...(notes.length > 0 && { notes }),
      gates: gates.map(({ report }) => report),
      rows,
      line: targetLine(
        rows,
        limit,
        counter.exact,
        guessed,
        target.place === 'hosted',
        findings.some(({ severity, set }) => severity === 'error' && set),
      ),
      ...(changes.length > 0 && { changes }),
      ...(needs.length > 0 && { needs }),
      ...(worst !== undefined && { because: worst.set ? worst.message : worst.title }),
      ...(tokens !== undefined && { tokens }),
    },
  };
}

function statesOf(asked: AskedTarget, c: Case): ReadonlyMap<SplitName, TargetState> {
  const at = foldsOf(c.rules).findIndex(({ meta }) => meta.id === foldId(asked));
  return new Map([...c.state.splits].map(([split, { folds }]) => [split, folds[at] as TargetState]));
}

const invalidOf = (c: Case, split: SplitName): number => c.state.splits.get(split)?.tally.invalid ?? 0;

/** What no check of the target's file says. */
function builtIn(
  { target }: AskedTarget,
  states: readonly TargetState[],
  rows: readonly TargetRows[],
  c: Case,
  counter: TokenCounter,
  limit: number | null,
): readonly Statement[] {
  const { unread, decided, length } = target;
  const broken = [...c.state.splits.keys()].reduce((sum, split) => sum + invalidOf(c, split), 0);
  const shapeless = joined([...states.map(({ shapes }) => shapes[shapes.length - 1]), ...brokenLines(c)]);
  const over = joined(states.map(({ tokens }) => tokens.over));
  const how = OVER.map((_, i) => states.reduce((sum, { tokens }) => sum + tokens.how[i], 0));
  const [fails, longer] = [how[OVER.indexOf('fails')], how[OVER.indexOf('longer')]];
  // What only an estimate crosses is no proof.
  const said = longer === over.count ? 'info' : fails > 0 && counter.exact ? 'error' : 'warn';
  const about = counter.exact ? '' : 'about ';
  return [
    {
      meta: BUILT_IN.shape,
      reported: { ...shapeless, count: shapeless.count + broken },
      severity: severityOf(unread.fate),
      data: {},
      says: unread.says,
    },
    {
      meta: BUILT_IN.mixed,
      reported: joined(rows.map(({ mixed }) => mixed)),
      severity: severityOf(decided.fate),
      data: {},
      says: decided.says,
    },
    { meta: BUILT_IN.length, reported: over, severity: said, data: { about, limit: limit ?? 0 }, says: length.says },
  ];
}

/** What would let it pass there, an imperative clause each. */
function distanceOf(
  label: string,
  findings: readonly FindingReport[],
  gates: readonly TargetGate[],
): readonly string[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [
    ...errors.map(({ rule, title }) => `settle ${rule} for ${label}: ${title.replaceAll(label, 'it')}`),
    ...gates.flatMap(({ report, distance }) => (report.status === 'fail' && distance !== undefined ? [distance] : [])),
  ];
}

/** Places of lines that do not parse, as the rules about bytes keep them; their number is counted elsewhere. */
function brokenLines(c: Case): readonly Reported[] {
  return c.rules
    .filter(({ type, meta }) => type === 'record' && meta.stage === 'file' && meta.structural === true)
    .map(({ meta }) => ({
      count: 0,
      places: (c.state.sink.of(meta.id)?.places ?? []).map(({ ref }) => ({ ref, message: 'none', data: {} })),
    }));
}

/** A run that loses most of its records is not the run that was meant; one that has none left never starts. */
function keptGate(limit: TargetLimit, asked: AskedTarget, counts: TargetCounts, c: Case): readonly TargetGate[] {
  const { title, messages } = BUILT_IN.kept;
  const { records, kept } = counts;
  const gate = targetGate(limit, asked, counts, c);
  if (gate === undefined) return [];
  const { report, finding } = gate;
  const { source, read } = report.evidence;
  const data = {
    target: asked.label,
    percent: percent(kept / records),
    kept,
    records,
    limit: percent(Number(limit.value)),
  };
  const said = finding && { ...finding, title: render(title.other, data), message: render(messages.found, data) };
  return [
    {
      ...gate,
      report: { ...report, title: 'records that train', evidence: { class: 'convention', source, read } },
      ...(said !== undefined && { finding: said, distance: `mend what ${asked.label} loses: ${data.percent} train` }),
    },
  ];
}

function verdictOf(findings: readonly FindingReport[], records: number, c: Case): Verdict {
  if (c.broken.length > 0) return 'cannot-tell';
  if (records === 0 || findings.some(({ severity }) => severity === 'error')) return 'not-ready';
  return findings.some(({ severity }) => severity === 'warn') ? 'ready-with-warnings' : 'ready';
}

function lifecycleOf({ lifecycle: { status, ends, note } }: Target): TargetReport['lifecycle'] {
  return { status, ...(ends !== undefined && { ends }), ...(note !== undefined && { note }) };
}

/** Oldest date on which a source of the target was read. */
function asOf(target: Target): string {
  const { evidence, lifecycle, checks, limits, files } = target;
  const all = [evidence, lifecycle.evidence, ...[...checks, ...limits, ...files].flatMap((one) => one.evidence ?? [])];
  return all
    .map(({ read }) => read)
    .sort()
    .at(0) as string;
}

/** Milliseconds of a year. */
const YEAR = 365 * 24 * 3600 * 1000;

function notesOf(target: Target, today: string | undefined): readonly string[] {
  const { lifecycle } = target;
  // What is true on any day stands on its page (ftlint explain).
  const out: string[] = [];
  if (today === undefined) return out;
  if (lifecycle.status === 'ended' || (lifecycle.ends !== undefined && lifecycle.ends <= today))
    out.unshift(`${target.title} is over${lifecycle.ends === undefined ? '' : ` since ${lifecycle.ends}`}`);
  else if (lifecycle.status !== 'active') out.unshift(lifecycle.note ?? `${target.title} is ${lifecycle.status}`);
  if (Date.parse(today) - Date.parse(asOf(target)) > YEAR)
    out.push(`what is known of ${target.title} was read on ${asOf(target)}, more than a year ago`);
  return out;
}
