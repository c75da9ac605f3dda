import { keepSmallest } from '../stats/smallest.ts';
import type { RecordView, Ref } from './record.ts';

/** Orders places of one data set as the records stand in the files: by segment, then by byte offset. */
export function compareRefs(a: Ref, b: Ref): number {
  return a.segment - b.segment || a.offset - b.offset;
}

/**
 * Keeps the places of the first `most` records in file order. Records of one segment come in order, but one state may be
 * fed a later segment before an earlier one: only a record of an earlier segment than the last kept one costs a place.
 */
export function keepFirst(places: Ref[], record: RecordView, most: number): void {
  if (places.length >= most && record.segment >= places[most - 1].segment) return;
  keepSmallest(places, record.ref(), most, compareRefs);
}
