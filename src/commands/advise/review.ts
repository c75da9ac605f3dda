import { type Chosen, howChosen } from '../../advise/review/page/how-drawn.ts';
import { isTicked } from '../../advise/review/page/read.ts';
import { reviewPage } from '../../advise/review/page/write.ts';
import { draw } from '../../advise/review/sample/draw.ts';
import { type FoundPlace, foundPlaces, isClean, worstFirst } from '../../advise/review/sample/findings.ts';
import { reviewItems } from '../../advise/review/sample/items.ts';
import { createPool, type ReviewPool } from '../../advise/review/sample/pool.ts';
import { poolRule } from '../../advise/review/sample/pool-rule.ts';
import { foundHere, placedRecords, wantedBy } from '../../advise/review/sample/second-reading.ts';
import { type PickedRecord, textRule } from '../../advise/review/sample/text-rule.ts';
import { FtlintError } from '../../core/error.ts';
import type { DatasetReport } from '../../core/report.ts';
import type { SplitName } from '../../core/tape.ts';
import { grouped } from '../../reporters/numbers.ts';
import { visible } from '../../reporters/visible.ts';
import type { CheckOptions } from '../../run/options.ts';
import { checkOptions } from '../ask.ts';
import type { Runner } from '../check.ts';
import { guardForeign, guardInputs, writeReport } from '../destinations.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';
import { keepStdin } from '../kept-stdin.ts';
import { onlyDataset } from '../one-dataset.ts';
import { pageBefore } from '../refuse-edited.ts';
import { engine } from './measure.ts';
import { resultCommands } from './read-review.ts';

/** Records that a person reads in one sitting. Our convention. */
const DEFAULT_SIZE = 50;
const LARGEST = 10_000;
/** Places of one finding from which the worst are chosen: their text is read for those that cannot be shown as records. */
const PLACES = 200;
function sizeOf(asked: string | undefined): number {
  if (asked === undefined) return DEFAULT_SIZE;
  const size = /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  if (size < 1 || size > LARGEST)
    throw new FtlintError('usage', `--n ${asked}: expected a whole number from 1 to ${grouped(LARGEST)}`, '--n 50');
  return size;
}

/** Somebody's reading must not be written over. */
async function refuseTicked(out: string, cwd: string): Promise<void> {
  const before = await pageBefore(out, cwd);
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
  const pools = new Map<SplitName, ReviewPool>();
  const limit = Math.max(PLACES, size);
  const drawing = poolRule(size, (split, pool) => pools.set(split, pool));
  const report = await read({ ...once(), limit, excerpts: 'full', extend: [drawing] });
  if (signal.aborted) throw new Error('interrupted');
  const dataset = onlyDataset(report, 'review');
  const { files } = dataset;
  // What is trained on is what is judged.
  const [split, pool] = [...pools].find(([name]) => name === 'train') ?? [...pools][0] ?? ['train', createPool(size)];
  const found = foundPlaces(dataset, split);
  const chosen = draw(pool, size, worstFirst(found).length);
  const told = new Map<SplitName, readonly PickedRecord[]>();
  const texts = textRule(wantedBy(chosen, found, { files, split, size }), (of, records) => told.set(of, records));
  // A record for each one that is drawn, and one for each of the worst that may stand in for it.
  const again = await read({ ...once(), limit: 2 * size, extend: [texts] });
  if (signal.aborted) throw new Error('interrupted');
  const records = placedRecords(onlyDataset(again, 'review').findings, told);
  const items = reviewItems(files, found, chosen, records, size);
  if (items.length === 0)
    throw new FtlintError('review', `${dataset.name} has no record to read`, `ftlint check ${asked.files[0]} says why`);
  const from = chosenFrom(dataset, split, foundHere(found, records), limit);
  const how = howChosen(items, chosen, from, grouped);
  const { thirds } = chosen;
  const page = reviewPage(items, { ...asked, total: from.records + from.broken, how, thirds }, visible);
  return { page, count: items.length };
}

/** What a page says of the set. `limit`: places that were kept of each finding. */
function chosenFrom(
  { measures, splits, findings }: DatasetReport,
  split: SplitName,
  found: readonly FoundPlace[],
  limit: number,
): Chosen {
  const readable = (of: DatasetReport['measures']): number => of.records - of.invalid;
  const isCut = findings.some(({ severity, set, count, shown }) => severity !== 'info' && !set && count > shown);
  return {
    split,
    records: readable(measures),
    broken: measures.invalid,
    clean: isClean(found),
    beside: Object.entries(splits).map(([name, of]) => ({ name, records: readable(of) })),
    cut: isCut ? limit : undefined,
  };
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
