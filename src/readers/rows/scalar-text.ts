/**
 * JSON text of values that JSON has no type for, or more than one spelling. Whole numbers keep every digit; a float is
 * written as Python writes it (1.0, not 1), so that a table has the hashes of the JSON lines that Python makes of it;
 * NaN and the infinities are null, as pandas and datasets write them; dates and times are ISO 8601 text.
 */

/** A float; null where JSON has none. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** A half-precision float by its 16 bits. */
export function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A decimal number: `unscaled` · 10^-scale, with every digit. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return unscaled === 0n ? '0' : `${unscaled}${'0'.repeat(Math.min(-scale, MOST_SCALE))}`;
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(Math.min(scale, MOST_SCALE) + 1, '0');
  const whole = digits.length - Math.min(scale, MOST_SCALE);
  return `${sign}${digits.slice(0, whole)}.${digits.slice(whole)}`;
}

/** Digits behind the point that a 256-bit decimal has at most. */
const MOST_SCALE = 76;

/** Units of a time stamp by their share of a second. */
export type TimeUnit = 1 | 1_000 | 1_000_000 | 1_000_000_000;

const DAY = 86_400;
const pad = (value: number | bigint, width: number): string => String(value).padStart(width, '0');

/** A day by its number since 1970-01-01, proleptic Gregorian, as `"2024-05-01"`. */
export function dateText(days: number): string {
  return `"${day(days)}"`;
}

/** A time stamp in `unit`s since 1970, as `"2024-05-01T12:00:00.5"`; `zone` is put behind it. */
export function timestampText(value: bigint, unit: TimeUnit, zone: string): string {
  const seconds = floorDiv(value, BigInt(unit));
  const days = floorDiv(seconds, BigInt(DAY));
  // No calendar has a name for it: the bare number says at least what is there.
  if (days > MOST_DAYS || days < -MOST_DAYS) return String(value);
  const inDay = Number(seconds - days * BigInt(DAY));
  return `"${day(Number(days))}T${clock(inDay, value - seconds * BigInt(unit), unit)}${zone}"`;
}

/** A time of day in `unit`s since midnight, as `"12:00:00.5"`. */
export function timeText(value: bigint, unit: TimeUnit): string {
  const seconds = value / BigInt(unit);
  if (value < 0n || seconds >= BigInt(DAY)) return String(value);
  return `"${clock(Number(seconds), value % BigInt(unit), unit)}"`;
}

const MOST_DAYS = 100_000_000n;

function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

function clock(seconds: number, rest: bigint, unit: TimeUnit): string {
  const text = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  if (rest === 0n) return text;
  return `${text}.${pad(rest, String(unit).length - 1).replace(/0+$/, '')}`;
}

function day(days: number): string {
  const date = new Date(days * DAY * 1000);
  if (Number.isNaN(date.getTime())) return String(days);
  const year = date.getUTCFullYear();
  const years = year < 0 ? `-${pad(-year, 6)}` : year > 9999 ? `+${pad(year, 6)}` : pad(year, 4);
  return `${years}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}
