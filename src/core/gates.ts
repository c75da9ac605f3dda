import { appliesTo, type GateInput, MEASURES, piecesOf, type Reading, thresholdOf } from './gate-measures.ts';
import type { EvidenceData, Gate, Limit, Task } from './gate-types.ts';
import type { GateReport } from './report.ts';
import type { Severity } from './rule-types.ts';
import { render } from './template.ts';

/** A value that the person accepts for a gate. */
export interface Waiver {
  /** Undefined: any value. */
  readonly value?: number;
  readonly reason?: string;
}

/** A gate that warns or fails says so in exactly one finding, whose rule is the gate's id. */
export interface GateFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warn' | 'info';
  readonly count: number;
  readonly title: string;
  readonly message: string;
}

export interface GateOutcome {
  readonly report: GateReport;
  readonly finding?: GateFinding;
  /** What would let it pass, one imperative clause. */
  readonly distance?: string;
}

/** Severity that `--rule` gives a gate's finding; undefined: the gate's own. */
export type SeverityOf = (gate: string) => Severity | undefined;

/** Measures that a part of the shards says nothing about. */
const SIZES = new Set(['usable', 'classes.below', 'labels.ratio']);

/** Holds one data set against one gate. Undefined: the gate does not speak about this task. */
export function judge(
  gate: Gate,
  input: GateInput,
  waiver: Waiver | undefined,
  severityOf: SeverityOf,
): GateOutcome | undefined {
  const kind = input.train?.kind ?? [...input.splits.values()][0]?.kind ?? null;
  if (!appliesTo(gate, input.task, kind)) return undefined;
  const limits = gate.limits.filter((limit) => limit.tasks === undefined || limit.tasks.includes(input.task.id));
  if (limits.length === 0) return undefined;
  if (input.incomplete !== undefined && SIZES.has(gate.measure))
    return skipped(gate, limits, input.task, input.incomplete);
  const tripped = strictest(gate, limits, input);
  if (tripped === undefined)
    return skipped(
      gate,
      limits,
      input.task,
      input.train === undefined ? 'only an evaluation split was seen' : skipReason(gate),
    );
  return tripped.level === undefined
    ? passing(gate, limits, input, tripped.reading)
    : speaking(gate, tripped.limit, tripped.level, tripped.reading, input, waiver, severityOf);
}

interface Tripped {
  readonly limit: Limit;
  readonly level: 'warn' | 'fail' | undefined;
  readonly reading: Reading;
}

/** The most severe limit that trips; with no level when none does. Undefined: nothing to measure. */
function strictest(gate: Gate, limits: readonly Limit[], input: GateInput): Tripped | undefined {
  const order = [...limits].sort((a, b) => rank(b) - rank(a));
  let pass: Tripped | undefined;
  for (const limit of order) {
    const threshold = thresholdOf(limit, input.task);
    const reading = MEASURES[gate.measure](input, limit, threshold);
    if (reading === undefined) return undefined;
    pass ??= { limit, level: undefined, reading };
    if (limit.level === 'info' || !trips(gate, limit, reading, threshold)) continue;
    return { limit, level: softened(gate, limit, input) ? 'warn' : limit.level, reading };
  }
  return pass;
}

function rank(limit: Limit): number {
  return limit.level === 'fail' ? 2 : limit.level === 'warn' ? 1 : 0;
}

function trips(gate: Gate, limit: Limit, reading: Reading, threshold: number): boolean {
  if (limit.each === 'class') return reading.value > 0;
  if (gate.measure === 'splits.eval') return false;
  return limit.when === 'above' ? reading.value > threshold : reading.value < threshold;
}

/** Too few texts, but enough pieces of training length: records were the wrong unit. */
function softened(gate: Gate, limit: Limit, { train, task }: GateInput): boolean {
  if (gate.measure !== 'usable' || limit.level !== 'fail' || task.pieces === undefined || train === undefined)
    return false;
  return piecesOf(train, task) >= task.minimum;
}

function passing(gate: Gate, limits: readonly Limit[], input: GateInput, reading: Reading): GateOutcome {
  const strict = limits[limits.length - 1];
  // What would be said first, if it were worse.
  const mild = [...limits].sort((a, b) => rank(a) - rank(b))[0];
  const limit = shownLimit(gate, thresholdOf(mild, input.task));
  const against = render(gate.against, { ...reading.data, limit, word: mild.level }) + piecesBeside(gate, input);
  const title = gate.titles.pass;
  const { value, shown } = reading;
  return {
    report: { ...base(gate, strict, input.task), status: 'pass', title, value, shown, against, message: title },
  };
}

function speaking(
  gate: Gate,
  limit: Limit,
  level: 'warn' | 'fail',
  reading: Reading,
  input: GateInput,
  waiver: Waiver | undefined,
  severityOf: SeverityOf,
): GateOutcome {
  const { task } = input;
  const threshold = thresholdOf(limit, task);
  const set = severityOf(gate.id);
  const data: Record<string, string | number> = {
    ...reading.data,
    limit: reading.data.limit ?? shownLimit(gate, threshold),
    word: limit.level,
  };
  const words =
    gate.findings[level] ?? gate.findings[limit.level as 'warn' | 'fail'] ?? gate.findings.fail ?? gate.findings.warn;
  if (words === undefined) throw new Error(`gate ${gate.id} has no words for ${level}`);
  const count = typeof data.count === 'number' ? data.count : 1;
  const title = render(count === 1 && words.one !== undefined ? words.one : words.title, data);
  const message = render(words.message, data);
  const common = {
    ...base(gate, limit, task),
    title: gate.titles[level],
    value: reading.value,
    shown: reading.shown,
    against: render(gate.against, data) + piecesBeside(gate, input),
    message: `${title}. ${message}`,
  };
  if (waiver !== undefined && accepts(limit, reading, waiver)) {
    return {
      report: { ...common, status: 'waived', waived: { value: waiver.value ?? null, reason: waiver.reason ?? null } },
    };
  }
  if (set === 'off') return { report: { ...common, status: 'skip', message: 'switched off by --rule' } };
  const severity = set ?? (level === 'fail' ? 'error' : 'warn');
  const status = severity === 'error' ? 'fail' : severity === 'warn' ? 'warn' : 'skip';
  // No flag makes a set ready of which nothing is usable.
  const hopeless = (gate.unit === 'share' && reading.value >= 1) || (gate.measure === 'usable' && reading.value === 0);
  const accept = hopeless ? {} : { accept: `--accept ${gate.id}=${acceptable(gate, limit, reading)}` };
  const distance = gate.distance[level];
  return {
    report: { ...common, status, ...accept },
    finding: { rule: gate.id, severity, count, title, message },
    ...(distance === undefined ? {} : { distance: render(distance, data) }),
  };
}

/** Where records are the wrong unit, how many training blocks the texts come to is said beside them. */
function piecesBeside(gate: Gate, { train, task }: GateInput): string {
  if (gate.measure !== 'usable' || task.pieces === undefined || train === undefined) return '';
  // Token ids hold no text to estimate from.
  if (train.textBytes === 0) return '';
  const { tokens } = task.pieces;
  return render('; about {pieces} {pieces?piece:pieces} of {tokens} tokens', { pieces: piecesOf(train, task), tokens });
}

/** Relative difference that a typed percentage may have. */
const ROUNDING = 1e-9;

/** Whether the measured value is within what was accepted. */
function accepts(limit: Limit, reading: Reading, waiver: Waiver): boolean {
  if (waiver.value === undefined) return true;
  if (limit.each === 'class') return Number(reading.data.smallest) >= waiver.value;
  return isWithin(limit.when, reading.value, waiver.value);
}

/** Whether a value that is too far above or below a threshold is no further than what was accepted. */
export function isWithin(when: Limit['when'], value: number, accepted: number): boolean {
  // A share is typed as a rounded percentage: what was printed must be accepted.
  return when === 'above' ? value <= accepted * (1 + ROUNDING) : value >= accepted * (1 - ROUNDING);
}

/** The value to paste behind `--accept`: it accepts exactly what is there. */
function acceptable(gate: Gate, limit: Limit, reading: Reading): string {
  if (limit.each === 'class') return String(reading.data.smallest);
  if (gate.unit !== 'share') return String(gate.unit === 'ratio' ? Math.ceil(reading.value * 10) / 10 : reading.value);
  return `${Math.ceil(reading.value * 100_000) / 1000}%`;
}

function shownLimit(gate: Gate, threshold: number): string | number {
  return gate.unit === 'share' ? `${threshold * 100} %` : threshold;
}

function skipReason(gate: Gate): string {
  return gate.split === 'eval' || gate.measure === 'splits.eval' ? 'no evaluation split' : 'nothing to measure';
}

function skipped(gate: Gate, limits: readonly Limit[], task: Task, why: string): GateOutcome {
  return {
    report: {
      ...base(gate, limits[limits.length - 1], task),
      status: 'skip',
      title: gate.title,
      value: null,
      shown: '–',
      against: why,
      message: why,
    },
  };
}

function base(gate: Gate, limit: Limit, task: Task) {
  return {
    id: gate.id,
    scope: `task:${task.id}`,
    measure: gate.measure,
    threshold: thresholdOf(limit, task),
    unit: gate.unit,
    evidence: evidenceOf(limit, task),
  };
}

function evidenceOf(limit: Limit, task: Task): EvidenceData {
  const from =
    limit.from === 'task.minimum'
      ? task.evidence
      : limit.from === 'task.recommended'
        ? (task.recommendedEvidence ?? task.evidence)
        : limit.evidence;
  return { class: from.class, source: from.source, read: from.read };
}
