import { Raised, TooMuch } from './failure.ts';
import { newScope, type Scope } from './jinja.ts';

/** Numbers that `range` gives at most. */
const RANGE = 1 << 12;

/** Globals of transformers' chat templates. The day is always the same: the same data has the same findings. */
export function globals(): Scope {
  const scope = newScope();
  const named = { true: true, false: false, none: null, True: true, False: false, None: null };
  for (const [name, value] of Object.entries(named)) scope.set(name, value);
  scope.set('raise_exception', (message: unknown) => {
    throw new Raised(typeof message === 'string' ? message : 'raise_exception');
  });
  scope.set('strftime_now', (format: unknown) => (typeof format === 'string' ? dated(format.slice(0, 64)) : ''));
  scope.set('range', range);
  return scope;
}

function range(...given: readonly unknown[]): readonly number[] {
  const [start, stop, step = 1] = (given.length < 2 ? [0, given[0]] : given).map(Number);
  const length = Math.ceil((stop - start) / step);
  if (step === 0 || Number.isNaN(length)) throw new Raised('range() arg 3 must not be zero');
  if (length > RANGE) throw new TooMuch(`range() gives more than ${RANGE} numbers`);
  return Array.from({ length: Math.max(0, length) }, (_, i) => start + i * step);
}

const DAY: Readonly<Record<string, string>> = { Y: '2026', m: '01', d: '02', b: 'Jan', B: 'January', H: '00', M: '00' };
const dated = (format: string): string => format.replace(/%(\w)/g, (whole, key: string) => DAY[key] ?? whole);
