import type { PlaceReport } from '../../core/report.ts';

/** Where a place is: bytes of the decompressed file, or without those the row from 0. */
const at = ({ offset, line }: PlaceReport): number => offset ?? line - 1;

/** Where the record ends that begins at a place; its bytes are the place's `bytes`. */
const end = (place: PlaceReport): number => at(place) + (place.offset === null ? 1 : Number(place.data['bytes']));

/** Finds the record in which a place lies: a finding may point into the middle of one. */
export function ownerIn(records: readonly PlaceReport[]): (place: PlaceReport) => PlaceReport | undefined {
  const byPath = new Map<string, PlaceReport[]>();
  for (const record of records.toSorted((a, b) => at(a) - at(b))) {
    const known = byPath.get(record.path);
    if (known === undefined) byPath.set(record.path, [record]);
    else known.push(record);
  }
  return (place) => {
    const own = byPath.get(place.path) ?? [];
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(own[middle]) <= at(place)) low = middle + 1;
      else high = middle;
    }
    // The last that begins before the place, unless it ends before it too: what cannot be read is not among these.
    return low > 0 && at(place) < end(own[low - 1]) ? own[low - 1] : undefined;
  };
}
