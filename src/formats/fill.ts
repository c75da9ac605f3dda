import type { Sample, SampleKind } from '../core/record.ts';
import type { View } from '../core/view.ts';
import type { Format } from './format.ts';

/**
 * Reads one record into a sample that is reused for the next record: `at[place]` is the entry of a field, -1 where it is
 * absent. Sets `view.traits`; says in `view.issues` why a record does not fit.
 */
export type Fill = (view: View, at: Int32Array) => Sample;

/** A sample of one kind as its reader writes it. */
export type Draft<K extends SampleKind> = {
  -readonly [P in keyof Extract<Sample, { kind: K }>]: Extract<Sample, { kind: K }>[P];
};

/** Number of a field in a format; of a field that the format does not have, one past the last, whose entry is always -1. */
export function placeOf(format: Format, field: string): number {
  const names = Object.keys(format.fields);
  const place = names.indexOf(field);
  return place < 0 ? names.length : place;
}
