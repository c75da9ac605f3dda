import type { EvidenceReport, FindingReport, GateReport } from '../../core/report.ts';
import type { Measures } from '../../core/measures.ts';
import type { SplitName } from '../../core/tape.ts';
import type { TargetEvidence, TargetLimit } from '../../core/target-types.ts';
import { isWithin } from '../../core/gates.ts';
import { quantity } from '../../core/quantity.ts';
import { percent } from '../../core/template.ts';
import { BUILT_IN } from '../../targets/built-in.ts';
import { holds, numberOf } from '../../targets/parameters.ts';
import type { AskedTarget } from '../../targets/asked-types.ts';
import type { Case } from '../case.ts';
import { GATES } from '../severity.ts';
import { ownWords } from './target-findings.ts';

/** What a target's thresholds are held against. */
export interface TargetCounts {
  readonly records: number;
  /** Records that train in some way. */
  readonly kept: number;
  readonly tokens: number;
  /** Tokens were counted, not estimated. */
  readonly exact: boolean;
  readonly splits: ReadonlyMap<SplitName, Measures>;
}

/** One line of a target's verdict, with its finding where it does not pass. */
export interface TargetGate {
  readonly report: GateReport;
  readonly finding?: FindingReport;
  /** What would let it pass, one imperative clause. */
  readonly distance?: string;
}

/** A target's evidence as reports have it: what it documents or codes is a vendor's word. */
export function evidenceReport({ class: own, source, read }: TargetEvidence): EvidenceReport {
  return { class: own === 'recommended' ? 'guide' : 'vendor', source, read };
}

/** The value of a measure; undefined: there is nothing to measure. */
function valueOf(
  measure: TargetLimit['measure'],
  asked: AskedTarget,
  counts: TargetCounts,
  c: Case,
): number | undefined {
  const { splits, records } = counts;
  const epochs = numberOf('$epochs', asked.parameters) ?? 1;
  const validation = splits.get('validation')?.records;
  const bytesOf = (split: string | null): number | undefined => {
    const sizes = c.files.filter((file) => (file.split ?? 'train') === split).map(({ bytes }) => bytes);
    return sizes.length === 0 ? undefined : Math.max(...sizes);
  };
  switch (measure) {
    case 'rows':
      return splits.has('train') ? records : undefined;
    case 'rows.epochs':
      return splits.has('train') ? records * epochs : undefined;
    case 'tokens.epochs':
      return splits.has('train') ? counts.tokens * epochs : undefined;
    case 'bytes':
      return bytesOf('train');
    case 'validation.rows':
      return validation;
    case 'validation.bytes':
      return validation === undefined ? undefined : bytesOf('validation');
    case 'validation.share':
      return validation === undefined || records === 0 || !splits.has('train') ? undefined : validation / records;
    case 'total.rows':
      return records + (validation ?? 0);
    case 'classes':
      return splits.get('train')?.labels?.distinct;
    case 'class.smallest':
      return splits.get('train')?.labels?.entries.at(-1)?.count;
    case 'kept':
      return records === 0 ? undefined : counts.kept / records;
  }
}

const isShare = (unit: string): boolean => unit === 'share';

function shown(value: number, unit: string): string {
  return isShare(unit) ? percent(value) : quantity(value, unit);
}

/** Holds a set against one threshold; undefined: it has nothing to do with this set. */
export function targetGate(
  limit: TargetLimit,
  asked: AskedTarget,
  counts: TargetCounts,
  c: Case,
): TargetGate | undefined {
  const threshold = numberOf(limit.value, asked.parameters);
  if (threshold === null || !holds(limit.if, asked.parameters)) return undefined;
  const value = valueOf(limit.measure, asked, counts, c);
  if (value === undefined) return undefined;
  const evidence = evidenceReport(limit.evidence ?? asked.target.evidence);
  const [least, need] = limit.when === 'below' ? ['at least', 'needs'] : ['at most', 'takes at most'];
  const against = `${limit.level === 'fail' ? need : `advises ${least}`} ${shown(threshold, limit.unit)}`;
  const base = {
    id: limit.id,
    scope: `target:${asked.label}`,
    title: titleOf(limit),
    measure: limit.measure,
    value,
    threshold,
    unit: limit.unit,
    shown: shown(value, limit.unit),
    against,
    evidence,
  };
  const trips = limit.when === 'below' ? value < threshold : value > threshold;
  if (!trips) return { report: { ...base, status: 'pass', message: `${base.title}: ${base.shown}` } };
  const waiver = c.waivers.get(limit.id);
  const missing = Math.abs(threshold - value);
  const todo = limit.when === 'below' ? `add ${shown(missing, limit.unit)}` : `take ${shown(missing, limit.unit)} away`;
  const message = `${asked.label} ${against}, and there ${value === 1 ? 'is' : 'are'} ${base.shown}; ${todo}${ownWords(limit.says)}`;
  if (waiver !== undefined && (waiver.value === undefined || isWithin(limit.when, value, waiver.value)))
    return {
      report: {
        ...base,
        status: 'waived',
        message,
        waived: { value: waiver.value ?? null, reason: waiver.reason ?? null },
      },
    };
  const set = c.filter.set(limit.id);
  if (set === 'off' || !c.filter.speaks(limit.id, GATES, BUILT_IN.kept.group))
    return { report: { ...base, status: 'skip', message: 'switched off, or left out by --only or --skip' } };
  // What only an estimate crosses is no proof.
  const proven = counts.exact || limit.measure !== 'tokens.epochs';
  const severity = set ?? (limit.level === 'fail' && proven ? 'error' : 'warn');
  const status = severity === 'error' ? 'fail' : severity === 'warn' ? 'warn' : 'skip';
  const accept = value === 0 ? {} : { accept: `--accept ${limit.id}=${acceptable(limit, value)}` };
  const finding: FindingReport = {
    rule: limit.id,
    scope: base.scope,
    severity,
    count: 1,
    set: true,
    title: `${asked.label}: ${base.title}`,
    message,
    fix: 'none',
    places: [],
    shown: 0,
  };
  return { report: { ...base, status, message, ...accept }, finding, distance: `${todo} for ${asked.label}` };
}

/** The value to paste behind `--accept`: rounded to the side on which it accepts what is there. */
function acceptable({ when, unit }: TargetLimit, value: number): string {
  if (!isShare(unit)) return String(value);
  return `${(when === 'below' ? Math.floor : Math.ceil)(value * 1e5) / 1e3}%`;
}

/** `rows.minimum` as words. */
function titleOf({ id }: TargetLimit): string {
  return id.replaceAll('.', ', ');
}
