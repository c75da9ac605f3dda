import type { DatasetReport, FindingReport, Report } from '../core/report.ts';
import { placeFor } from './json.ts';
import type { ReportContext } from './reporter.ts';
import { inert } from './visible.ts';

const line = (value: object): string => `${inert(JSON.stringify(value))}\n`;

function* findingLines(finding: FindingReport, of: string, context: ReportContext): Generator<string> {
  const { rule, scope, severity } = finding;
  for (const place of finding.places) {
    const { path, line: at, offset, pointer, message, data, ...rest } = placeFor(place, context);
    yield line({
      rule,
      scope,
      severity,
      path,
      line: at,
      offset,
      pointer: pointer ?? null,
      message,
      data,
      ...rest,
      dataset: of,
    });
  }
  // A statement about the whole set has no place of its own.
  if (finding.places.length === 0) {
    const { count, message } = finding;
    yield line({
      rule,
      scope,
      severity,
      path: null,
      line: null,
      offset: null,
      pointer: null,
      message,
      data: { count },
      dataset: of,
    });
  }
}

function summaryOf(d: DatasetReport): object {
  const count = (severity: string): number => d.findings.filter((f) => f.severity === severity).length;
  const { records, usable } = d.measures;
  return {
    name: d.name,
    verdict: d.verdict,
    task: d.task.id,
    format: d.format.id,
    records,
    usable,
    errors: count('error'),
    warnings: count('warn'),
    ...(d.targets.length > 0 && {
      targets: d.targets.map(({ id, label, verdict, rows, line: said }) => ({ id, label, verdict, rows, line: said })),
    }),
  };
}

/** One finding a line, all places that were kept whatever the limit, and a last line `{"summary": …}`. */
export function* jsonl(report: Report, context: ReportContext): Generator<string> {
  for (const d of report.datasets) for (const finding of d.findings) yield* findingLines(finding, d.name, context);
  const { version, tool, complete, verdict, exitCode, skipped, failures } = report;
  yield line({
    summary: {
      version,
      tool,
      complete,
      verdict,
      exitCode,
      datasets: report.datasets.map(summaryOf),
      skipped,
      failures,
    },
  });
}
