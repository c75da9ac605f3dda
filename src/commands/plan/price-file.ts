import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FtlintError } from '../../core/error.ts';
import type { Gpu } from '../../plan/fit.ts';
import type { Band } from '../../plan/plan-types.ts';
import { findGpus } from './find-gpus.ts';
import type { PriceList } from './read-data.ts';

const SHAPE =
  'as in {"date": "2026-11-23", "gpus": {"a100-80gb": 1.79, "h100": {"low": 2, "high": 3}}}, dollars an hour';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Dollars an hour, from and to; undefined for anything else. */
function bandOf(value: unknown): Band | undefined {
  const { low, high } = isMapping(value) ? value : { low: value, high: value };
  if (typeof low !== 'number' || typeof high !== 'number' || !(low > 0) || !(high >= low) || high === Infinity)
    return undefined;
  return { low, high };
}

/** Whether `--price` names a file of prices. */
export const isPriceFile = (text: string | undefined): text is string => text?.endsWith('.json') === true;

/** A file of prices of one's own, in the form of the shipped one; throws FtlintError where it has no day or a price is none. */
export async function readPriceFile(
  name: string,
  cwd: string,
  known: readonly Gpu[],
  staleDays: number,
): Promise<PriceList> {
  const refuse = (why: string): FtlintError => new FtlintError('bad-prices', `--price ${name}: ${why}`, SHAPE);
  let data: unknown;
  try {
    data = JSON.parse(await readFile(resolve(cwd, name), 'utf8'));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw refuse(code === 'ENOENT' ? 'there is no such file' : message);
  }
  if (!isMapping(data) || !isMapping(data['gpus'])) throw refuse('there are no "gpus"');
  const date = data['date'];
  if (typeof date !== 'string' || !DAY.test(date) || Number.isNaN(Date.parse(date)))
    throw refuse('there is no "date" of the form 2026-11-23, and prices without a day are not believed');
  const gpus: Record<string, Band> = {};
  for (const [card, value] of Object.entries(data['gpus'])) {
    const price = bandOf(value);
    if (price === undefined) throw refuse(`the price of ${card} is no number above 0, nor low and high`);
    gpus[findGpus([card], known, `--price ${name}:`)[0].id] = price;
  }
  return { date, staleDays, gpus, from: name };
}
