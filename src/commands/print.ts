import type { Report } from '../core/report.ts';
import { reporters } from '../reporters/registry.ts';
import type { ReportContext } from '../reporters/reporter.ts';
import { warningsOf } from '../run/exit-code.ts';
import type { CheckOptions } from '../run/options.ts';
import { limitOf } from './ask.ts';
import { type Destination, guardInputs, writeReport } from './destinations.ts';
import { type Io, wantsColor } from './io.ts';
import type { Parsed } from './parse.ts';

/** Columns of a file or a log. */
const LOG = 80;

/** `--quiet` leaves out what decided nothing: warnings are shown where they made the exit code. */
function leastShown(
  report: Report,
  { failOn, maxWarnings = Infinity }: CheckOptions,
  quiet: boolean,
): ReportContext['least'] {
  if (!quiet || failOn === 'info') return 'info';
  const tooMany = report.datasets.some((d) => warningsOf(d) > maxWarnings);
  return tooMany || failOn === 'warn' ? 'warn' : 'error';
}

/** Everything that a report names as an input, to keep reports from being written over it. */
const filesOf = (report: Report): readonly string[] => [
  ...report.datasets.flatMap((d) => d.files.map((f) => f.path)),
  ...report.skipped.map((s) => s.path),
  ...report.failures.map((f) => f.path),
];

/** Writes a report to all its destinations, files first. `seconds` is for eyes: machine reports of one input are equal byte for byte. */
export async function printReport(
  report: Report,
  seconds: number,
  to: readonly Destination[],
  options: CheckOptions,
  parsed: Parsed,
  io: Io,
): Promise<void> {
  const { switches, values } = parsed;
  await guardInputs(to, filesOf(report), io.cwd);
  const quiet = switches.has('quiet');
  const asked = values.get('excerpts')?.[0] as ReportContext['excerpts'] | undefined;
  const least = leastShown(report, options, quiet);
  const file: ReportContext = {
    columns: LOG,
    color: false,
    excerpts: asked ?? 'none',
    quiet,
    least,
    limit: limitOf(parsed),
  };
  const color = wantsColor(values.get('color')?.[0], io.stdout, io.env);
  const screen: ReportContext = {
    ...file,
    columns: io.stdout.columns ?? LOG,
    color,
    excerpts: options.excerpts ?? 'none',
  };
  let failed: unknown;
  for (const { reporter, path } of to.toSorted((a, b) => Number(a.path === undefined) - Number(b.path === undefined))) {
    const render = await reporters[reporter]();
    if (path !== undefined) {
      // A file that cannot be written must not cost the report on the screen.
      await writeReport(path, io.cwd, render(report, file)).catch((error: unknown) => (failed ??= error));
      continue;
    }
    // Machine formats hold record text only when it was asked for, also on a terminal.
    const pieces = reporter.startsWith('json')
      ? render(report, file)
      : render({ ...report, timing: { seconds } }, screen);
    for (const piece of pieces) await io.stdout.write(piece);
  }
  if (failed !== undefined) throw failed;
}
