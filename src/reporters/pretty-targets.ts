import type { DatasetReport, TargetReport, TargetTokens } from '../core/report.ts';
import { indented, pad } from './layout.ts';
import { counted, grouped } from './numbers.ts';
import { painter } from './paint.ts';
import { findingLines } from './pretty-findings.ts';
import { gateLines } from './pretty-gates.ts';
import { verdictLine } from './pretty-verdict.ts';
import type { ReportContext } from './reporter.ts';
import { visible } from './visible.ts';
import { findingsOf, isAbout, tally } from './words.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Lengths in tokens in two lines; an estimate says how far off it may be. */
function tokenLines(tokens: TargetTokens, context: ReportContext): string[] {
  const { exact, error, records, total, trained, byRole, padding } = tokens;
  const about = exact ? grouped(total) : `≈ ${grouped(total)} ± ${percent(error)}`;
  const sum = Object.values(byRole).reduce((a, b) => a + b, 0);
  const roles = Object.entries(byRole).sort(([, a], [, b]) => b - a);
  const parts = [
    `${about} tokens`,
    exact ? visible(tokens.tokenizer) : 'an estimate: --tokenizer counts them',
    `${grouped(trained)} trained an epoch`,
    `a record: p5 ${grouped(records.p5)}, p50 ${grouped(records.p50)}, p95 ${grouped(records.p95)}, p99 ${grouped(records.p99)}, max ${grouped(records.max)}`,
    ...(roles.length > 1 ? [roles.map(([role, count]) => `${visible(role)} ${percent(count / sum)}`).join(', ')] : []),
    ...(padding === undefined
      ? []
      : [`padding to ${grouped(padding.length)} tokens: ${percent(padding.alone)}, packed ${percent(padding.packed)}`]),
  ];
  return indented(parts.join(' · '), context.columns, 4);
}

/** One target: the fate of the records, its gates, its verdict, what was found for it. */
export function* targetBlocks(
  target: TargetReport,
  d: DatasetReport,
  context: ReportContext,
): Generator<readonly string[]> {
  const about = { ...d, findings: d.findings.filter((finding) => isAbout(finding, target)) };
  const errors = about.findings.filter(({ severity }) => severity === 'error').length;
  const label = visible(target.label);
  const [first, ...rest] = indented(
    `${label}: ${visible(target.line)}; ${counted(errors, 'error')}.`,
    context.columns,
    2,
    2,
  );
  const head = [first.replace(label, painter(context.color)('bold', label)), ...rest];
  const verdict = verdictLine(target.verdict, [tally(about.findings)], context);
  const findings = findingsOf(about, context).map((f) => findingLines(f, target.gates, context));
  if (context.quiet) {
    yield [...head, verdict];
    yield* findings;
    return;
  }
  const said = [...(target.notes ?? []), `limits, sources and more: ftlint explain ${visible(target.id)}`];
  const notes = said.flatMap((note) => indented(visible(note), context.columns, 4, 2));
  const tokens = target.tokens === undefined ? [] : tokenLines(target.tokens, context);
  yield head;
  yield gateLines(target.gates, context);
  yield [verdict, ...tokens, ...notes];
  yield* findings;
}

/** In which of several targets the data runs as it is, in which with a mapping, in which it breaks, and why. */
export function portabilityLines(targets: readonly TargetReport[], context: ReportContext): readonly string[] {
  if (targets.length < 2) return [];
  const stands = (t: TargetReport): boolean => t.verdict === 'ready' || t.verdict === 'ready-with-warnings';
  const changed = ({ rows }: TargetReport): boolean =>
    Object.entries(rows).some(([fate, n]) => fate !== 'asWritten' && n > 0);
  const mapped = (t: TargetReport): boolean => t.verdict === 'not-ready' && (t.needs ?? []).length > 0;
  const groups = [
    { head: 'runs as is in', of: targets.filter((t) => stands(t) && !changed(t)), why: () => '' },
    {
      head: 'runs, changed, in',
      of: targets.filter((t) => stands(t) && changed(t)),
      why: (t: TargetReport) => (t.changes ?? [t.line]).join('; '),
    },
    {
      head: 'needs a mapping in',
      of: targets.filter(mapped),
      why: (t: TargetReport) => t.needs!.join('; '),
    },
    { head: 'breaks in', of: targets.filter((t) => t.verdict === 'not-ready' && !mapped(t)), why: because },
    { head: 'cannot be told for', of: targets.filter((t) => t.verdict === 'cannot-tell'), why: because },
  ].filter(({ of }) => of.length > 0);
  const width = Math.max(...groups.map(({ head }) => head.length)) + 3;
  const lines = groups.flatMap(({ head, of, why }) => {
    // Those about which there is nothing to say share a line.
    const silent = of.filter((t) => why(t) === '').map((t) => visible(t.label));
    const clauses = [
      ...(silent.length > 0 ? [silent.join(', ')] : []),
      ...of
        .filter((t) => why(t) !== '')
        .map((t) => `${visible(t.label)}, because ${visible(why(t).replaceAll(t.label, 'it'))}`),
    ];
    return clauses.flatMap((clause, i) => {
      const [first, ...rest] = indented(clause, context.columns, 4 + width, 2);
      return [`    ${pad(i === 0 ? head : '', width)}${first.trimStart()}`, ...rest];
    });
  });
  return [`  ${painter(context.color)('bold', 'Where it can be trained')}`, ...lines];
}

/** The first reason as a clause within a sentence. */
function because({ because: why }: TargetReport): string {
  return (why ?? '').replace(/\.$/, '');
}
