import type { FindingReport, Report } from '../core/report.ts';
import type { ReportContext } from './reporter.ts';
import { visible } from './visible.ts';
import { findingsOf, isAbout, restOf, tally, VERDICT } from './words.ts';

function* findingLines(finding: FindingReport, of: string, context: ReportContext): Generator<string> {
  const shown = finding.places.slice(0, context.limit);
  for (const p of shown) {
    yield `${visible(p.path)}:${p.line}: ${finding.severity} ${finding.rule} ${visible(p.message)}\n`;
  }
  if (shown.length === 0) yield `${visible(of)}: ${finding.severity} ${finding.rule} ${visible(finding.message)}\n`;
  const more = finding.count - shown.length;
  if (more > 0 && shown.length > 0 && !finding.set) {
    const [count, how] = restOf(more, context.limit);
    yield `${visible(of)}: ${finding.severity} ${finding.rule} ${count} (${how})\n`;
  }
}

/** `path:line: severity rule message`, one line a place, then one line a verdict: for editors and for grep. */
export function* concise(report: Report, context: ReportContext): Generator<string> {
  for (const failure of report.failures) {
    const hint = failure.hint === undefined ? '' : `; ${failure.hint}`;
    yield `${visible(failure.path)}: error ${failure.code} ${visible(failure.message + hint)}\n`;
  }
  for (const d of report.datasets) {
    for (const finding of findingsOf(d, context)) yield* findingLines(finding, d.name, context);
    for (const target of d.targets) {
      const said = tally(d.findings.filter((f) => isAbout(f, target)));
      yield `${visible(d.name)}: ${visible(target.label)}: ${VERDICT[target.verdict].word}${said === '' ? '' : ` ${said}`}: ${visible(target.line)}\n`;
    }
    const counts = tally(d.findings);
    yield `${visible(d.name)}: ${VERDICT[d.verdict].word}${counts === '' ? '' : ` ${counts}`}${report.complete ? '' : ' (incomplete)'}\n`;
  }
  if (report.datasets.length !== 1 || report.failures.length > 0)
    yield `${VERDICT[report.verdict].word}${report.complete ? '' : ' (incomplete)'}\n`;
  for (const s of context.quiet ? [] : report.skipped) yield `${visible(s.path)}: skipped ${visible(s.why)}\n`;
}
