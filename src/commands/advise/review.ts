import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { draw } from '../../advise/review/draw.ts';
import { foundPlaces, isClean, worstFirst } from '../../advise/review/found.ts';
import { howChosen } from '../../advise/review/how.ts';
import { reviewItems, wantedBy } from '../../advise/review/items.ts';
import { reviewPage } from '../../advise/review/page.ts';
import { pickRule } from '../../advise/review/pick.ts';
import { createPool, mergePools, type ReviewPool } from '../../advise/review/pool.ts';
import { isTicked } from '../../advise/review/read.ts';
import { reviewRule } from '../../advise/review/rule.ts';
import { FtlintError } from '../../core/error.ts';
import { grouped } from '../../reporters/numbers.ts';
import { visible } from '../../reporters/visible.ts';
import type { CheckOptions } from '../../run/options.ts';
import { checkOptions } from '../ask.ts';
import type { Runner } from '../check.ts';
import { guardForeign, guardInputs, writeReport } from '../destinations.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';
import { keepStdin } from '../kept-stdin.ts';
import { engine, onlyDataset } from './measure.ts';
import { resultCommands } from './read-review.ts';

/** Records that a person reads in one sitting. Our convention. */
const DEFAULT_SIZE = 50;
const LARGEST = 10_000;
/** Places of one finding from which the worst are chosen: their text is read for those that cannot be shown as records. */
const PLACES = 200;
/** Records that a second reading may find, at the places of the worst in all files of the set. */
const PICKED = 100_000;

function sizeOf(asked: string | undefined): number {
  if (asked === undefined) return DEFAULT_SIZE;
  const size = /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  if (size < 1 || size > LARGEST)
    throw new FtlintError('usage', `--n ${asked}: expected a whole number from 1 to ${grouped(LARGEST)}`, '--n 50');
  return size;
}

/** Somebody's reading must not be written over. */
async function refuseTicked(out: string, cwd: string): Promise<void> {
  const before = await readFile(resolve(cwd, out), 'utf8').catch(() => '');
  if (isTicked(before.replace(/^\uFEFF/, '')))
    throw new FtlintError(
      'overwrite',
      `${out} holds ticks of a review`,
      `read it with ftlint advise --review ${out}, or give another path`,
    );
}

/** The files as a person knows them: standard input has the name that it was given. */
const titleOf = (files: readonly string[], stdinFilename = 'standard input'): string =>
  files.map((file) => (file === '-' ? stdinFilename : file)).join(', ');

/** Reads twice: what to choose from, and what was chosen. */
async function pageOf(
  asked: { readonly files: readonly string[]; readonly named: string; readonly commands: readonly [string, string] },
  size: number,
  once: () => CheckOptions,
  read: Runner,
  signal: AbortSignal,
): Promise<{ readonly page: string; readonly count: number }> {
  const pools: ReviewPool[] = [];
  const first = { ...once(), limit: Math.max(PLACES, size), excerpts: 'full' } as const;
  const report = await read({ ...first, extend: [reviewRule(size, (pool) => pools.push(pool))] });
  if (signal.aborted) throw new Error('interrupted');
  const dataset = onlyDataset(report, 'review');
  const { findings } = dataset;
  const chosen = draw(pools.reduce(mergePools, createPool(size)), size, worstFirst(foundPlaces(findings)).length);
  const picks = pickRule(wantedBy(chosen, findings, size));
  const again = await read({ ...once(), limit: PICKED, extend: [picks] });
  if (signal.aborted) throw new Error('interrupted');
  const items = reviewItems(dataset, chosen, onlyDataset(again, 'review').findings, size);
  if (items.length === 0)
    throw new FtlintError('review', `${dataset.name} has no record to read`, `ftlint check ${asked.files[0]} says why`);
  const { records, invalid } = dataset.measures;
  const how = howChosen(
    items,
    chosen,
    { records: records - invalid, broken: invalid, clean: isClean(findings) },
    grouped,
  );
  const page = reviewPage(items, { named: asked.named, how, thirds: chosen.thirds, commands: asked.commands }, visible);
  return { page, count: items.length };
}

/** `ftlint review`: a page with a sample of records to read and tick. */
export async function reviewCommand(parsed: Parsed, io: Io, runner?: Runner): Promise<number> {
  const size = sizeOf(parsed.values.get('n')?.[0]);
  const base = checkOptions(parsed, io);
  const files = [...base.inputs, ...(base.train ?? []), ...(base.eval ?? [])];
  if (files.length === 0)
    throw new FtlintError('usage', 'no file is given', 'ftlint review train.jsonl --n 50 --out review.md');
  const out = parsed.values.get('out')?.[0];
  const page = out === undefined || out === '-' ? 'review.md' : out;
  if (out !== undefined && out !== '-') {
    await guardInputs([{ reporter: 'review', path: out }], files, io.cwd);
    await guardForeign(out, '# Review of ', io.cwd);
    await refuseTicked(out, io.cwd);
  }
  // A record is chosen when all are known, and shown when it is read again.
  const kept = base.stdin && (await keepStdin(base.stdin));
  const once = (): CheckOptions => (kept === undefined ? base : { ...base, stdin: kept.again() });
  const asked = { files, named: titleOf(files, base.stdinFilename), commands: resultCommands(parsed, page) } as const;
  const made = await pageOf(asked, size, once, await engine(runner), io.signal).finally(() => kept?.close());
  if (out === undefined || out === '-') await io.stdout.write(made.page);
  else {
    await writeReport(out, io.cwd, [made.page]);
    await io.stderr.write(
      `ftlint: ${made.count === 1 ? '1 record to read is' : `${grouped(made.count)} records to read are`} in ${visible(out)}\n`,
    );
  }
  return 0;
}
