import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Report } from '../core/report.ts';
import { visible } from '../reporters/visible.ts';
import { check } from '../run/check.ts';
import type { CheckOptions } from '../run/options.ts';
import { checkOptions, defaultExcerpts, limitOf } from './ask.ts';
import { destinations, guardInputs } from './destinations.ts';
import type { Io } from './io.ts';
import { checkNames } from './known.ts';
import { nearbyDatasets, shellWord } from './nearby.ts';
import type { Parsed } from './parse.ts';
import { printReport } from './print.ts';
import { progress } from './progress.ts';
import { signalCode } from './signal-code.ts';
import { COMMANDS } from './table.ts';
import { sayTooMany } from './too-many.ts';

/** For commands in other files of the bundle, which then need no engine of their own. */
export { check };

/** What reads the data and judges it: `run/check.ts`, or a stand-in. */
export type Runner = (options: CheckOptions) => Promise<Report>;

const NEARBY_SHOWN = 20;

async function nothingGiven(io: Io): Promise<number> {
  const sets = await nearbyDatasets(io.cwd);
  const lines = sets
    .slice(0, NEARBY_SHOWN)
    .map((files) => `  ftlint check ${files.map((f) => visible(shellWord(f))).join(' ')}\n`);
  const more = sets.length > NEARBY_SHOWN ? `  … and ${sets.length - NEARBY_SHOWN} more\n` : '';
  const none = 'no data set is seen here: ftlint check <file>, or - for stdin';
  const text = sets.length === 0 ? none : `these look like data sets:\n${lines.join('')}${more}`;
  await io.stderr.write(`ftlint: no input is given; ${text.trimEnd()}\n`);
  return 2;
}

/** A word that is no file was probably meant as a command. */
async function refuseStrayWord(parsed: Parsed, io: Io): Promise<void> {
  const [word] = parsed.positionals;
  if (parsed.named || word === undefined || !/^[a-z][a-z-]*$/i.test(word)) return;
  if ((await stat(resolve(io.cwd, word)).catch(() => undefined)) !== undefined) return;
  const near = nearest(word, Object.keys(COMMANDS));
  const hint = near === undefined ? `commands: ${Object.keys(COMMANDS).join(', ')}` : `did you mean ftlint ${near}?`;
  throw new FtlintError('unknown-command', `${word} is neither a command nor a file here`, hint);
}

/** `ftlint check`: flags to options, the run, the reports; the exit code. */
export async function checkCommand(parsed: Parsed, io: Io, runner: Runner = check): Promise<number> {
  await refuseStrayWord(parsed, io);
  const to = destinations(parsed.values.get('reporter') ?? [], io.cwd);
  const base = checkOptions(parsed, io);
  const limit = limitOf(parsed);
  const named = [...base.inputs, ...(base.train ?? []), ...(base.eval ?? [])];
  if (named.length === 0) return nothingGiven(io);
  await checkNames(base);
  await guardInputs(to, named, io.cwd);
  const watched = to.some((d) => d.reporter === 'pretty' && d.path === undefined);
  const asked = parsed.values.get('excerpts')?.[0] as CheckOptions['excerpts'];
  const watch = progress(io, parsed.switches.has('no-progress'));
  const options: CheckOptions = {
    ...base,
    // JSON lines hold every place that is kept; the others cut what they are given.
    limit: to.some((d) => d.reporter === 'jsonl') ? Infinity : limit,
    excerpts: asked ?? (watched ? defaultExcerpts(io) : 'none'),
    onNote: (note) => void io.stderr.write(`ftlint: ${note}\n`),
    ...(watch.show !== undefined && { onProgress: watch.show }),
  };
  const start = io.now();
  const found = await runner(options).finally(watch.clear);
  const code = io.signal.aborted ? signalCode(io.signal) : found.exitCode;
  const report = io.signal.aborted ? { ...found, complete: false, exitCode: code } : found;
  await sayTooMany(found, options, io);
  await printReport(report, (io.now() - start) / 1000, to, options, parsed, io);
  return code;
}
