import type { FilePlan, Segment } from '../core/plan.ts';

/** The segments of one file, with ids from `firstId`: a fixed grid where several workers may read it, else one. */
export function gridSegments(
  plan: FilePlan,
  file: number,
  bytes: number,
  segmentBytes: number,
  firstId = 0,
): Segment[] {
  if (!plan.divisible || bytes < 0) return [{ id: firstId, file, start: 0, end: Infinity }];
  const segments: Segment[] = [];
  for (let start = 0; start < bytes || start === 0; start += segmentBytes) {
    // The last one is open: a file that grows while it is read loses no record.
    const end = start + segmentBytes >= bytes ? Infinity : start + segmentBytes;
    segments.push({ id: firstId + segments.length, file, start, end });
  }
  return segments;
}
