import { type Gpu, gpuBytes } from '../../../plan/fit.ts';
import type { Band, Quantity } from '../../../plan/plan-types.ts';

/** Gigabytes (10⁹) with two or three digits: `0.08`, `6.9`, `124`, `1,277`. */
export function gigabytes(bytes: number): string {
  const gb = bytes / 1e9;
  if (gb >= 99.5)
    return Math.round(gb)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, ',');
  if (gb >= 0.095) return gb.toFixed(1);
  return gb >= 0.005 || gb === 0 ? gb.toFixed(2) : '< 0.01';
}

/** `5.5–8.3` with so many decimals; one number where both ends read the same. */
export function bandOf({ low, high }: Band, decimals: number): string {
  const [a, b] = [low, high].map((value) => value.toFixed(value >= 100 ? 0 : decimals));
  return a === b ? a : `${a}–${b}`;
}

/** A range of gigabytes: `5.5–8.3`. */
export const rangeWords = ({ low, high }: Band): string => `${gigabytes(low)}–${gigabytes(high)}`;

/** A share as per cent with two digits: `0.52 %`, `100 %`. */
export const percentOf = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

/** Bytes on disk: `84 MB`, `16.1 GB`, `0.33 MB`. */
export function diskSize(bytes: number): string {
  if (bytes >= 999.5e6) return `${gigabytes(bytes)} GB`;
  const mb = bytes / 1e6;
  return `${mb >= 9.95 ? Math.round(mb) : Number(mb.toPrecision(2))} MB`;
}

/** The page that a number was read on, without what was read there and what was made of it: what stands before the first comma or colon. */
export const pageOf = ({ evidence }: Quantity): string => evidence.source.split(/[,:] /, 1)[0];

/** What a program may use of a card's memory, in GiB: `80`, `22.5`. */
export const gibibytes = (memory: Gpu['memory']): number => Number((gpuBytes({ memory }) / 2 ** 30).toFixed(1));
