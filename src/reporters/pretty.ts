import type { DatasetReport, FindingReport, Report } from '../core/report.ts';
import { counted, duration } from './numbers.ts';
import { findingLines } from './pretty-findings.ts';
import { verdictLine } from './pretty-verdict.ts';
import { gateLines } from './pretty-gates.ts';
import { headerLines } from './pretty-header.ts';
import { portabilityLines, targetBlocks } from './pretty-targets.ts';
import { distanceLines, failureLines, notCheckedLines, skippedLines, unclearLines } from './pretty-rest.ts';
import type { Reporter, ReportContext } from './reporter.ts';
import { visible } from './visible.ts';
import { findingsOf, ownFindings, ownVerdict, tally, VERDICT } from './words.ts';

/** Wider lines than this are hard to read, however wide the window is. */
const WIDEST = 120;
const NARROWEST = 40;

/** One data set and nothing else needs no sum below it. */
const alone = (report: Report): boolean => report.datasets.length === 1 && report.failures.length === 0;

const cutShort = (report: Report): string => (report.complete ? '' : 'incomplete: not every input was read to its end');

/** Gates that only add up what other findings say of single records; their line and the way out say the sum. */
function isSum(finding: FindingReport, d: DatasetReport): boolean {
  const gate = d.gates.find((g) => g.id === finding.rule);
  if (gate?.measure !== 'broken' && gate?.measure !== 'blank') return false;
  return d.findings.some((other) => !other.set && other.severity === 'error');
}

const taskName = ({ task }: DatasetReport): string => (task.id === null ? '' : `as ${task.id}`);

function* datasetBlocks(d: DatasetReport, report: Report, context: ReportContext): Generator<readonly string[]> {
  const seconds = report.timing === undefined ? '' : duration(report.timing.seconds);
  const whole = alone(report) ? [seconds, cutShort(report)] : [];
  const own = { ...d, findings: ownFindings(d).filter((f) => !isSum(f, d)) };
  const findings = findingsOf(own, context).map((f) => findingLines(f, d.gates, context));
  const verdict = verdictLine(d.verdict, [tally(d.findings.filter((f) => !isSum(f, d))), ...whole], context);
  if (context.quiet) {
    yield [visible(d.name), verdict, ...unclearLines(d, context)];
    yield* findings;
    for (const target of d.targets) yield* targetBlocks(target, d, context);
    return;
  }
  const [head, ...reading] = headerLines(d, context);
  yield head;
  yield* reading;
  yield gateLines(d.gates, context);
  // With targets, the task has a verdict of its own here, and what all of them come to stands at the end.
  const here =
    d.targets.length === 0 ? verdict : verdictLine(ownVerdict(d), [taskName(d), tally(own.findings)], context);
  yield [here, ...unclearLines(d, context)];
  yield* findings;
  for (const target of d.targets) yield* targetBlocks(target, d, context);
  yield portabilityLines(d.targets, context);
  if (d.targets.length > 0) yield [verdict];
  yield distanceLines(d, context);
  yield notCheckedLines(d, context);
}

function total(report: Report, context: ReportContext): readonly string[] {
  if (alone(report)) return [];
  const verdicts = (['ready', 'ready-with-warnings', 'not-ready', 'cannot-tell'] as const).map((v) => {
    const n = report.datasets.filter((d) => d.verdict === v).length;
    return n === 0 ? '' : `${n} ${VERDICT[v].word.toLowerCase()}`;
  });
  const seconds = report.timing === undefined ? '' : duration(report.timing.seconds);
  const sets =
    report.datasets.length === 0
      ? ''
      : `${counted(report.datasets.length, 'data set')}: ${verdicts.filter((v) => v !== '').join(', ')}`;
  const unread = report.failures.length === 0 ? '' : `${counted(report.failures.length, 'input')} not read`;
  return [verdictLine(report.verdict, [sets, unread, seconds, cutShort(report)], context)];
}

function* blocks(report: Report, context: ReportContext): Generator<readonly string[]> {
  for (const d of report.datasets) yield* datasetBlocks(d, report, context);
  yield failureLines(report.failures, context);
  if (!context.quiet) yield skippedLines(report.skipped, context);
  yield total(report, context);
}

/** The report that a person reads: one thing a line, the consequence first, the way out at the end. */
export const pretty: Reporter = function* (report, asked) {
  const context = { ...asked, columns: Math.min(WIDEST, Math.max(NARROWEST, asked.columns)) };
  let first = true;
  for (const block of blocks(report, context)) {
    if (block.length === 0) continue;
    yield `${first ? '' : '\n'}${block.map((line) => line.trimEnd()).join('\n')}\n`;
    first = false;
  }
};
