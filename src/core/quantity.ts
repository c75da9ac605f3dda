import { grouped } from './template.ts';

const UNITS: readonly (readonly [bytes: number, name: string])[] = [
  [2 ** 30, 'GiB'],
  [1e9, 'GB'],
  [2 ** 20, 'MiB'],
  [1e6, 'MB'],
];

/** Bytes in the unit that makes a round number of them, with one decimal at most: 512 MiB, 1 GB, 50.1 GiB. */
function bytes(value: number): string {
  for (const [unit, name] of UNITS) {
    const tenths = (value / unit) * 10;
    const round = Math.round(tenths);
    // A limit of 50.1 GiB is written in whole bytes.
    if (value >= unit && Math.abs(tenths - round) < 1e-6)
      return `${round % 10 === 0 ? grouped(round / 10) : String(round / 10)} ${name}`;
  }
  return `${grouped(value)} ${value === 1 ? 'byte' : 'bytes'}`;
}

/** A count with its unit in the plural, as a person says it: `10 rows`, `1 row`, `512 MiB`. */
export function quantity(value: number, unit: string): string {
  if (unit === 'bytes') return bytes(value);
  return `${grouped(Math.round(value))} ${value === 1 ? unit.replace(/(?<=ss)es$|s$/, '') : unit}`;
}
