import type { FilePlan, Segment, SegmentEnd } from '../core/plan.ts';
import type { Ref } from '../core/record.ts';
import { memberAt, memberPath, memberStarts } from '../readers/members.ts';

/** Turns refs into what a person can open: path, line from 1, byte offset. */
export interface Places {
  path(ref: Pick<Ref, 'segment' | 'offset'>): string;
  /** Bytes of the file before a place; null where a file has rows and no text. */
  offset(ref: { readonly segment: number; readonly offset: number }): number | null;
  /** Physical line from 1, or the number of the row. */
  line(ref: { readonly segment: number; readonly line: number }): number;
  /** The segment of a byte of a file (number in the data set). */
  segmentAt(file: number, offset: number): number;
}

/** Lines exist only here: each segment begins where the lines of the earlier ones of its file end. */
export function placesOf(
  files: readonly Pick<FilePlan, 'path' | 'stretches' | 'members'>[],
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
  const starts = files.map(({ members }) => (members === undefined ? undefined : memberStarts(members)));
  return {
    path({ segment, offset }) {
      const number = file.get(segment) as number;
      const { path, members } = files[number];
      const own = starts[number];
      return members === undefined || own === undefined ? path : memberPath(path, members[memberAt(own, offset)]);
    },
    offset({ segment, offset }) {
      const number = file.get(segment) as number;
      const own = starts[number];
      if (own !== undefined) return offset - own[memberAt(own, offset)];
      return files[number].stretches === undefined ? offset : null;
    },
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
