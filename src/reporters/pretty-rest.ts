import type { DatasetReport, Failure, NotChecked, Report, Skipped } from '../core/report.ts';
import { cells, indented, pad } from './layout.ts';
import { painter } from './paint.ts';
import type { ReportContext } from './reporter.ts';
import { visible, visibleLines } from './visible.ts';

const TITLE: Readonly<Record<Report['verdict'], string>> = {
  ready: 'To do better',
  'ready-with-warnings': 'To pass without warnings',
  'not-ready': 'To be ready',
  'cannot-tell': 'To get an answer',
};

function section(title: string, lines: readonly string[], context: ReportContext): string[] {
  return lines.length === 0 ? [] : [`  ${painter(context.color)('bold', title)}`, ...lines];
}

/** What would make it ready, or let it pass without warnings. */
export function distanceLines(d: DatasetReport, context: ReportContext): readonly string[] {
  const gates = [...d.gates, ...d.targets.flatMap((target) => target.gates)];
  const flags = gates.flatMap((gate) => (gate.status === 'fail' && gate.accept !== undefined ? [gate.accept] : []));
  const accept = flags.length === 0 ? [] : [`or accept it as it is: ${[...new Set(flags)].join(' ')}`];
  const lines = [...d.distance, ...accept].flatMap((clause) => indented(visible(clause), context.columns, 4, 2));
  return section(TITLE[d.verdict], lines, context);
}

/** Why nothing can be said, where the verdict is that. */
export function unclearLines(d: DatasetReport, context: ReportContext): readonly string[] {
  return d.unclear.flatMap((reason) => indented(visible(reason), context.columns, 4, 0));
}

/** What was not checked, why, and the flag that unlocks it: silence is not a pass. */
export function notCheckedLines(d: DatasetReport, context: ReportContext): readonly string[] {
  const rows = d.notChecked;
  const widest = (of: (row: NotChecked) => string): number =>
    Math.max(0, ...rows.map((row) => cells(visible(of(row)))));
  const what = widest((row) => row.what);
  const why = widest((row) => row.why);
  const fits = 4 + what + 3 + why + 3 + widest((row) => row.unlock ?? '') <= context.columns;
  const lines = rows.flatMap((row) => {
    if (fits)
      return [
        `    ${pad(visible(row.what), what)}   ${pad(visible(row.why), why)}   ${visible(row.unlock ?? '')}`.trimEnd(),
      ];
    const unlock = row.unlock === undefined ? '' : ` (${visible(row.unlock)})`;
    return indented(`${visible(row.what)}: ${visible(row.why)}${unlock}`, context.columns, 4, 2);
  });
  return section('Not checked', lines, context);
}

/** Inputs that could not be opened or understood, with what to do. */
export function failureLines(failures: readonly Failure[], context: ReportContext): readonly string[] {
  const paint = painter(context.color);
  return failures.flatMap((f) => {
    const message = indented(visible(f.message), context.columns, 4);
    const hint = f.hint === undefined ? [] : indented(visibleLines(f.hint), context.columns, 4, 2);
    return [`  ${paint('red', '✗')} ${paint('bold', visible(f.path))}`, ...message, ...hint];
  });
}

/** Files that were found but are no training data. */
export function skippedLines(skipped: readonly Skipped[], context: ReportContext): readonly string[] {
  const lines = skipped.flatMap((s) => indented(`${visible(s.path)}: ${visible(s.why)}`, context.columns, 4, 2));
  return section('Not read', lines, context);
}
