import { FtlintError } from '../core/error.ts';
import type { Report } from '../core/report.ts';
import { counted, grouped } from '../reporters/numbers.ts';
import type { CheckOptions } from '../run/options.ts';
import { checkOptions, defaultExcerpts, limitOf } from './ask.ts';
import { destinations, guardInputs } from './destinations.ts';
import type { Io } from './io.ts';
import { checkNames } from './known.ts';
import type { Parsed } from './parse.ts';
import { printReport } from './print.ts';
import { sayTooMany } from './too-many.ts';

/** `ftlint report`: the report and the exit code of a check, from partial results, or from a report in JSON. */
export async function reportCommand(parsed: Parsed, io: Io): Promise<number> {
  const to = destinations(parsed.values.get('reporter') ?? [], io.cwd);
  const base = checkOptions(parsed, io);
  if (base.inputs.length === 0)
    throw new FtlintError(
      'usage',
      'no partial results are given',
      'ftlint report part-*.ftp, or ftlint report report.json',
    );
  await checkNames(base);
  await guardInputs(to, base.inputs, io.cwd);
  const watched = to.some((d) => d.reporter === 'pretty' && d.path === undefined);
  const asked = parsed.values.get('excerpts')?.[0] as CheckOptions['excerpts'];
  const excerpts = asked ?? (watched ? defaultExcerpts(io) : 'none');
  // Every place that was kept: reporters cut what they are given, and JSON lines cut nothing.
  const all = to.some((d) => d.reporter === 'jsonl');
  const said = parsed.values.has('limit') ? limitOf(parsed) : undefined;
  const options: CheckOptions = { ...base, excerpts, ...(said !== undefined && !all && { limit: said }) };
  const start = io.now();
  const { savedReport } = await import('../run/saved-report.ts');
  const report = (await savedReport(options)) ?? (await fromParts(options, all, io));
  await sayTooMany(report, options, io);
  await printReport(report, (io.now() - start) / 1000, to, options, parsed, io);
  return report.exitCode;
}

async function fromParts(options: CheckOptions, everyPlace: boolean, io: Io): Promise<Report> {
  const { reportParts } = await import('../run/partial/report-parts.ts');
  const { report, dropped, keep } = await reportParts(options, everyPlace);
  if (dropped > 0) await io.stderr.write(`ftlint: ${counted(dropped, 'frame')} given twice dropped\n`);
  if (everyPlace && keep !== Infinity)
    await io.stderr.write(
      `ftlint: the partial results keep ${grouped(keep)} places for each rule: ftlint scan --limit 0 keeps all\n`,
    );
  return report;
}
