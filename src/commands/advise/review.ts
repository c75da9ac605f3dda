import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withoutFences } from '../../advise/fenced.ts';
import { isClean, reviewItems, withTexts } from '../../advise/review-items.ts';
import { reviewPage } from '../../advise/review-page.ts';
import { pickRule, reviewRule } from '../../advise/review-rule.ts';
import { FtlintError } from '../../core/error.ts';
import { grouped } from '../../reporters/numbers.ts';
import { visible } from '../../reporters/visible.ts';
import { checkOptions } from '../ask.ts';
import type { Runner } from '../check.ts';
import { guardForeign, guardInputs, writeReport } from '../destinations.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';
import { engine, onlyDataset } from './measure.ts';

/** Records that a person reads in one sitting. Our convention. */
const DEFAULT_SIZE = 50;
const LARGEST = 10_000;
/** Places of one finding from which the worst are chosen: their text is kept until then. */
const PLACES = 200;
/** Records at the offsets of the worst, in all files of the set. */
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
  if (/^\s*[-*] \[[xX]\] (?:good|bad)\s*$/m.test(withoutFences(before) ?? before))
    throw new FtlintError(
      'overwrite',
      `${out} holds ticks of a review`,
      `read it with ftlint advise --review ${out}, or give another path`,
    );
}

/** `ftlint review`: a page with a sample of records to read and tick. */
export async function reviewCommand(parsed: Parsed, io: Io, runner?: Runner): Promise<number> {
  const size = sizeOf(parsed.values.get('n')?.[0]);
  const base = checkOptions(parsed, io);
  const files = [...base.inputs, ...(base.train ?? []), ...(base.eval ?? [])];
  if (files.length === 0)
    throw new FtlintError('usage', 'no file is given', 'ftlint review train.jsonl --n 50 --out review.md');
  const out = parsed.values.get('out')?.[0];
  if (out !== undefined && out !== '-') {
    await guardInputs([{ reporter: 'review', path: out }], files, io.cwd);
    await guardForeign(out, '# Review of ', io.cwd);
    await refuseTicked(out, io.cwd);
  }
  const read = await engine(runner);
  const options = { ...base, limit: Math.max(PLACES, size), excerpts: 'full' } as const;
  const report = await read({ ...options, extend: [reviewRule(size)] });
  if (io.signal.aborted) throw new Error('interrupted');
  const dataset = onlyDataset(report, 'review');
  const chosen = reviewItems(dataset, size);
  if (chosen.length === 0)
    throw new FtlintError('review', `${dataset.name} has no record to read`, `ftlint check ${files[0]} says why`);
  const offsets = chosen.flatMap(({ why, offset }) => (why === 'worst' && offset !== null ? [offset] : []));
  const hashes = chosen.flatMap(({ hash }) => (hash === undefined ? [] : [hash]));
  // Standard input is gone by then: what was kept has to do.
  const again = !files.includes('-');
  const items = again
    ? withTexts(
        chosen,
        onlyDataset(await read({ ...base, limit: PICKED, extend: [pickRule(offsets, hashes)] }), 'review').findings,
      )
    : chosen;
  const records = dataset.files.reduce((sum, file) => sum + file.records, 0);
  const page = reviewPage(
    items,
    { named: files.join(', '), records: grouped(records), clean: isClean(dataset.findings) },
    visible,
  );
  if (out === undefined || out === '-') await io.stdout.write(page);
  else {
    await writeReport(out, io.cwd, [page]);
    await io.stderr.write(`ftlint: ${items.length} records to read are in ${visible(out)}\n`);
  }
  return 0;
}
