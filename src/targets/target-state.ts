import { createLengths, type Lengths, mergeLengths } from '../stats/lengths.ts';
import { mergeSmallest } from '../stats/smallest.ts';
import { compareRefs } from '../core/ref-order.ts';
import type { Ref } from '../core/record.ts';
import type { Data } from '../core/rule-types.ts';
import { FATES, TARGET_ROLES } from '../core/target-types.ts';

/** Where a check reported. */
export interface TargetPlace {
  readonly ref: Ref;
  readonly message: string;
  readonly pointer?: string;
  readonly data: Data;
}

/** Records that a check reported: an exact count and the first places. */
export interface Reported {
  count: number;
  places: TargetPlace[];
}

/** What was measured in tokens. */
export interface TokenState {
  readonly records: Lengths;
  total: number;
  /** Of the records that are read, as they are read: cut, and without those that are dropped or end the run. */
  readonly read: Lengths;
  /** Of these, what the loss sees. */
  trained: number;
  over: Reported;
  /** Records that are too long, by the number of what happens to them in `OVER`. */
  readonly how: number[];
  /** Records that do not train for no other reason than their length. */
  alone: number;
  /** By number in `TARGET_ROLES`. */
  readonly byRole: number[];
}

/** What happens to a record that is too long: the answer is cut, is gone; the record is dropped, ends the run; nothing of the answer is touched. */
export const OVER = ['cut', 'gone', 'dropped', 'fails', 'longer'] as const;

/** What one target would do to the records of one split. A monoid of integers. */
export interface TargetState {
  records: number;
  /** Records by their shape (the last: none) and their fate, `FATES.length` numbers each. */
  readonly fates: number[];
  /** By shape; the last: none. The first place of all decides where a trainer looks at the first record alone. */
  readonly shapes: Reported[];
  /** By the number of the check in the target's file. */
  readonly checks: Reported[];
  readonly tokens: TokenState;
}

/** Nothing seen of a target with so many shapes and checks: identity of `mergeTargets`. */
export function createTargetState(shapes: number, checks: number): TargetState {
  const none = (): Reported => ({ count: 0, places: [] });
  return {
    records: 0,
    fates: Array.from({ length: (shapes + 1) * FATES.length }, () => 0),
    shapes: Array.from({ length: shapes + 1 }, none),
    checks: Array.from({ length: checks }, none),
    tokens: {
      records: createLengths(),
      total: 0,
      read: createLengths(),
      trained: 0,
      over: none(),
      how: OVER.map(() => 0),
      alone: 0,
      byRole: TARGET_ROLES.map(() => 0),
    },
  };
}

/** Order of places in a file. */
export const placeOrder = (a: TargetPlace, b: TargetPlace): number => compareRefs(a.ref, b.ref);

/** Both as one; neither is changed. `keep`: places that are kept of each check. */
export function mergeTargets(a: TargetState, b: TargetState, keep: number): TargetState {
  const both = (x: Reported, y: Reported, kept = keep): Reported => ({
    count: x.count + y.count,
    places: mergeSmallest(x.places, y.places, kept, placeOrder),
  });
  const sums = (x: readonly number[], y: readonly number[]): number[] => x.map((n, i) => n + y[i]);
  return {
    records: a.records + b.records,
    fates: sums(a.fates, b.fates),
    // Of a shape that is read the first place is all that is kept.
    shapes: a.shapes.map((x, i) => both(x, b.shapes[i], i < a.shapes.length - 1 ? 1 : keep)),
    checks: a.checks.map((x, i) => both(x, b.checks[i])),
    tokens: {
      records: mergeLengths(a.tokens.records, b.tokens.records),
      total: a.tokens.total + b.tokens.total,
      read: mergeLengths(a.tokens.read, b.tokens.read),
      trained: a.tokens.trained + b.tokens.trained,
      over: both(a.tokens.over, b.tokens.over),
      how: sums(a.tokens.how, b.tokens.how),
      alone: a.tokens.alone + b.tokens.alone,
      byRole: sums(a.tokens.byRole, b.tokens.byRole),
    },
  };
}
