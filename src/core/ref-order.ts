import type { Ref } from './record.ts';

/** Orders places of one data set as the records stand in the files: by segment, then by byte offset. */
export function compareRefs(a: Ref, b: Ref): number {
  return a.segment - b.segment || a.offset - b.offset;
}
