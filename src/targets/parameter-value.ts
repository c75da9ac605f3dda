import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Parameter } from '../core/target-types.ts';

/** What a parameter of a target may hold; null: without a limit, or not set. */
export type ParameterValue = number | boolean | string | null;

const NONE = /^(?:none|null|~)$/i;

const EXPECTED: Readonly<Record<Parameter['type'], string>> = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  string: 'a text',
};

function expectedOf({ choices, type, unit }: Parameter): string {
  if (choices !== undefined) return choices.join(', ');
  if (type === 'integer') return `${EXPECTED.integer}, ${unit === undefined ? '0 or more' : `1 or more (${unit})`}`;
  return `${EXPECTED[type]}${unit === undefined || type === 'string' ? '' : ` (${unit})`}`;
}

function read(value: unknown, { type, default: usual, unit }: Parameter): ParameterValue | undefined {
  const text = typeof value === 'string' ? value.trim() : value;
  // Python's None is how most of them write "no limit".
  if (text === null || (typeof text === 'string' && NONE.test(text)))
    return type === 'boolean' && usual !== null ? undefined : null;
  if (type === 'boolean')
    return text === true || /^true$/i.test(String(text)) ? true : /^false$/i.test(String(text)) ? false : undefined;
  if (type === 'string') return typeof text === 'object' || text === '' ? undefined : String(text);
  if (typeof text !== 'string' && typeof text !== 'number') return undefined;
  const written = typeof text === 'number' ? String(text) : text.replaceAll('_', '');
  const number = Number(written);
  // What is counted in something is at least one: no target trains on records of 0 tokens.
  if (type === 'integer') return /^\d{1,15}$/.test(written) && (unit === undefined || number > 0) ? number : undefined;
  return /^-?\d{1,15}(?:\.\d{1,15})?(?:e-?\d{1,2})?$/i.test(written) ? number : undefined;
}

/** A parameter's value, as typed or as a run file has it. Throws FtlintError for what is none; `where` begins its sentence. */
export function parameterValue(given: unknown, parameter: Parameter, where: string): ParameterValue {
  const value = read(given, parameter);
  const { choices, what } = parameter;
  const known =
    choices === undefined || value === null
      ? undefined
      : choices.find((one) => one.toLowerCase() === String(value).toLowerCase());
  if (value !== undefined && (choices === undefined || value === null)) return value;
  if (known !== undefined) return known;
  const near = typeof value === 'string' ? nearest(value, choices ?? []) : undefined;
  throw new FtlintError(
    'bad-parameter',
    `${where}: expected ${expectedOf(parameter)}`,
    near === undefined ? `it is ${what.replace(/\.$/, '')}` : `did you mean ${near}?`,
  );
}
