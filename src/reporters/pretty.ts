import type { DatasetReport, FindingReport, Report } from '../core/report.ts';
import { indented } from './layout.ts';
import { counted, duration } from './numbers.ts';
import { painter } from './paint.ts';
import { findingLines } from './pretty-findings.ts';
import { gateLines } from './pretty-gates.ts';
import { headerLines } from './pretty-header.ts';
import { distanceLines, failureLines, notCheckedLines, skippedLines, unclearLines } from './pretty-rest.ts';
import type { Reporter, ReportContext } from './reporter.ts';
import { visible } from './visible.ts';
import { findingsOf, tally, VERDICT } from './words.ts';

/** Wider lines than this are hard to read, however wide the window is. */
const WIDEST = 120;
const NARROWEST = 40;

function verdictLine(verdict: Report['verdict'], notes: readonly string[], context: ReportContext): string {
  const { word, style } = VERDICT[verdict];
  const said = notes.filter((note) => note !== '').join(' · ');
  const paint = painter(context.color);
  const full = said === '' ? word : `${word}   ${said}`;
  const [first, ...rest] = indented(full, context.columns, 2);
  return [first.replace(word, paint('bold', paint(style, word))), ...rest].join('\n');
}

/** One data set and nothing else needs no sum below it. */
const alone = (report: Report): boolean => report.datasets.length === 1 && report.failures.length === 0;

const cutShort = (report: Report): string => (report.complete ? '' : 'incomplete: not every input was read to its end');

/** Gates that only add up what other findings say of single records; their line and the way out say the sum. */
function isSum(finding: FindingReport, d: DatasetReport): boolean {
  const gate = d.gates.find((g) => g.id === finding.rule);
  if (gate?.measure !== 'broken' && gate?.measure !== 'blank') return false;
  return d.findings.some((other) => !other.set && other.severity === 'error');
}

function* datasetBlocks(d: DatasetReport, report: Report, context: ReportContext): Generator<readonly string[]> {
  const seconds = report.timing === undefined ? '' : duration(report.timing.seconds);
  const whole = alone(report) ? [seconds, cutShort(report)] : [];
  const verdict = verdictLine(d.verdict, [tally(d.findings.filter((f) => !isSum(f, d))), ...whole], context);
  const findings = findingsOf(d, context)
    .filter((f) => !isSum(f, d))
    .map((f) => findingLines(f, d, context));
  if (context.quiet) {
    yield [visible(d.name), verdict, ...unclearLines(d, context)];
    yield* findings;
    return;
  }
  const [head, ...reading] = headerLines(d, context);
  yield head;
  yield* reading;
  yield gateLines(d.gates, context);
  yield [verdict, ...unclearLines(d, context)];
  yield* findings;
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
