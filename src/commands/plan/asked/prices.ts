import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FtlintError } from '../../../core/error.ts';
import type { Gpu } from '../../../plan/fit.ts';
import type { Price } from '../../../plan/plan-report.ts';
import type { Band } from '../../../plan/plan-types.ts';
import type { Parsed } from '../../parse.ts';
import type { PriceList } from '../rule-data.ts';
import { findGpus } from './find-gpus.ts';
import { valueOf } from './flags.ts';

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
const isPriceFile = (text: string | undefined): text is string => text?.endsWith('.json') === true;

/** A file of prices of one's own, in the form of the shipped one; throws FtlintError where it has no day or a price is none. */
async function readPriceFile(name: string, cwd: string, known: readonly Gpu[], staleDays: number): Promise<PriceList> {
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

/** `2`, or `1.5-2.5`, in dollars. */
function pricesOf(text: string): Band {
  const match = /^\$?(\d+(?:\.\d+)?)(?:[-~–]\$?(\d+(?:\.\d+)?))?$/.exec(text);
  const low = Number(match?.[1]);
  const high = Number(match?.[2] ?? match?.[1]);
  if (match === null || low > high)
    throw new FtlintError(
      'usage',
      `--price ${text}: expected dollars an hour, as in 2 or 1.5-2.5, or a .json file of prices`,
    );
  return { low, high };
}

/** What cards are rented for. */
export interface Prices {
  readonly list: PriceList;
  /** By a number on the command line, for every card. */
  readonly own: boolean;
  of(gpu: Gpu): Price | undefined;
}

/** The prices of `--price`, a number or a file of one's own; without it the shipped list. */
export async function readPrices(
  parsed: Parsed,
  shipped: PriceList,
  known: readonly Gpu[],
  cwd: string,
): Promise<Prices> {
  const text = valueOf(parsed, 'price');
  if (text !== undefined && !isPriceFile(text)) {
    const price = { ...pricesOf(text), source: '--price' };
    return { list: shipped, own: true, of: () => price };
  }
  const list = text === undefined ? shipped : await readPriceFile(text, cwd, known, shipped.staleDays);
  const of = ({ id }: Gpu): Price | undefined => {
    if (!Object.hasOwn(list.gpus, id)) return undefined;
    const { low, high, evidence } = list.gpus[id];
    return { low, high, source: evidence?.source ?? list.from ?? '', date: list.date };
  };
  return { list, own: false, of };
}
