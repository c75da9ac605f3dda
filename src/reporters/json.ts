import type { DatasetReport, FindingReport, PlaceReport, Report } from '../core/report.ts';
import type { ReportContext } from './reporter.ts';
import { inert } from './visible.ts';

/** A place without its record text unless excerpts are wanted. */
export function placeFor(place: PlaceReport, context: ReportContext): PlaceReport {
  if (context.excerpts !== 'none' || place.excerpt === undefined) return place;
  const { excerpt: _, ...rest } = place;
  return rest;
}

/** A finding with at most `limit` places; `shown` says how many. */
export function findingFor(finding: FindingReport, context: ReportContext): FindingReport {
  const places = finding.places.slice(0, context.limit).map((place) => placeFor(place, context));
  return { ...finding, places, shown: places.length };
}

/** Keys in the order of the contract, whatever order the engine made them in. */
function dataset(d: DatasetReport, context: ReportContext): DatasetReport {
  const {
    name,
    files,
    format,
    task,
    measures,
    splits,
    gates,
    findings,
    targets,
    verdict,
    distance,
    notChecked,
    ...more
  } = d;
  const cut = findings.map((f) => findingFor(f, context));
  return {
    name,
    files,
    format,
    task,
    measures,
    splits,
    gates,
    findings: cut,
    targets,
    verdict,
    distance,
    notChecked,
    ...more,
  };
}

/** The report as one JSON document, two spaces deep, with a final newline. */
export function* json(report: Report, context: ReportContext): Generator<string> {
  const { version, tool, complete, verdict, exitCode, datasets, skipped, failures, timing, ...more } = report;
  const cut = datasets.map((d) => dataset(d, context));
  const ordered = {
    version,
    tool,
    complete,
    verdict,
    exitCode,
    datasets: cut,
    skipped,
    failures,
    ...(timing === undefined ? {} : { timing }),
    ...more,
  };
  yield `${inert(JSON.stringify(ordered, null, 2))}\n`;
}
