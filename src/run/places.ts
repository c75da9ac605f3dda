import type { Segment, SegmentEnd } from '../core/plan.ts';
import type { Ref } from '../core/record.ts';

/** Turns refs into what a person can open: path, line from 1, byte offset. */
export interface Places {
  path(ref: Ref): string;
  /** Physical line from 1. */
  line(ref: { readonly segment: number; readonly line: number }): number;
  /** The segment of a byte of a file (number in the data set). */
  segmentAt(file: number, offset: number): number;
}

/** Lines exist only here: each segment begins where the lines of the earlier ones of its file end. */
export function placesOf(
  paths: readonly string[],
  segments: readonly Segment[],
  ends: ReadonlyMap<number, SegmentEnd>,
): Places {
  const base = new Map<number, number>();
  const file = new Map<number, number>();
  const byFile = new Map<number, Segment[]>();
  for (const segment of segments) {
    const list = byFile.get(segment.file) ?? [];
    const last = list.at(-1);
    base.set(segment.id, last === undefined ? 0 : (base.get(last.id) as number) + (ends.get(last.id)?.lines ?? 0));
    file.set(segment.id, segment.file);
    list.push(segment);
    byFile.set(segment.file, list);
  }
  return {
    path: (ref) => paths[file.get(ref.segment) as number],
    line: ({ segment, line }) => (base.get(segment) as number) + line + 1,
    segmentAt(file, offset) {
      const list = byFile.get(file) as Segment[];
      let low = 0;
      let high = list.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (list[middle].start <= offset) low = middle;
        else high = middle - 1;
      }
      return list[low].id;
    },
  };
}
