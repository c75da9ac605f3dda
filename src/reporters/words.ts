import type { DatasetReport, FindingReport, TargetReport, Verdict } from '../core/report.ts';
import { counted, grouped } from './numbers.ts';
import type { Style } from './paint.ts';
import type { ReportContext } from './reporter.ts';

type Severity = FindingReport['severity'];

/** A verdict as it is printed. */
export const VERDICT: Readonly<Record<Verdict, { readonly word: string; readonly style: Style }>> = {
  ready: { word: 'READY', style: 'green' },
  'ready-with-warnings': { word: 'READY WITH WARNINGS', style: 'yellow' },
  'not-ready': { word: 'NOT READY', style: 'red' },
  'cannot-tell': { word: 'CANNOT TELL', style: 'red' },
};

/** The sign before a finding: it says without colour what colour repeats. */
export const SIGN: Readonly<Record<Severity, { readonly sign: string; readonly style: Style }>> = {
  error: { sign: '✗', style: 'red' },
  warn: { sign: '!', style: 'yellow' },
  info: { sign: 'i', style: 'cyan' },
};

const RANK: Readonly<Record<Severity, number>> = { error: 2, warn: 1, info: 0 };

/** The findings that this context wants, in the report's order: worst first. */
export function findingsOf(dataset: DatasetReport, context: ReportContext): readonly FindingReport[] {
  return dataset.findings.filter((f) => RANK[f.severity] >= RANK[context.least]);
}

/** Whether a finding is about one target, and which. */
export const isAbout = ({ scope }: FindingReport, { label }: TargetReport): boolean => scope === `target:${label}`;

/** Findings about the data and its task: what a target says stands under the target. */
export const ownFindings = (dataset: DatasetReport): readonly FindingReport[] =>
  dataset.findings.filter((finding) => !dataset.targets.some((target) => isAbout(finding, target)));

/** The verdict of data and task alone: that of the data set is the worst of it and of its targets. */
export function ownVerdict(dataset: DatasetReport): Verdict {
  if (dataset.unclear.length > 0) return 'cannot-tell';
  const own = ownFindings(dataset);
  if (own.some(({ severity }) => severity === 'error')) return 'not-ready';
  return own.some(({ severity }) => severity === 'warn') ? 'ready-with-warnings' : 'ready';
}

/** "2 errors, 1 warning": findings, not places; empty when there is neither. */
export function tally(findings: readonly FindingReport[]): string {
  const errors = findings.filter((f) => f.severity === 'error').length;
  const warnings = findings.filter((f) => f.severity === 'warn').length;
  return [errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : '']
    .filter((t) => t !== '')
    .join(', ');
}

/** How many places are not shown, and how to see them; who has asked for all is given those that rules have kept. */
export const restOf = (more: number, limit: number): readonly [count: string, how: string] => [
  `and ${grouped(more)} more`,
  limit === Infinity ? 'counted without their places' : '--limit 0, --reporter jsonl',
];
