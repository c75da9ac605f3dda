import type { FilePlan, Segment, StretchPlan } from '../core/plan.ts';
import { segmentId } from '../core/segment-id.ts';

/** Decompressed bytes of a segment: small enough to share out, large enough that its start costs nothing. */
export const SEGMENT_BYTES = 16 * 1024 * 1024;

/** The segments of one file: a fixed grid where several workers may read it, else one. */
export function gridSegments(plan: FilePlan, file: number, bytes: number, segmentBytes: number): Segment[] {
  if (plan.stretches !== undefined) return rowSegments(plan.stretches, file, segmentBytes);
  if (!plan.divisible || bytes < 0) return [{ id: segmentId(file, 0), file, start: 0, end: Infinity }];
  const segments: Segment[] = [];
  for (let start = 0; start < bytes || start === 0; start += segmentBytes) {
    // The last one is open: a file that grows while it is read loses no record.
    const end = start + segmentBytes >= bytes ? Infinity : start + segmentBytes;
    segments.push({ id: segmentId(file, start), file, start, end });
  }
  return segments;
}

/** Stretches of rows, put together until they are large enough; the last segment is open, as every last one is. */
function rowSegments(stretches: readonly StretchPlan[], file: number, segmentBytes: number): Segment[] {
  const starts = [0];
  let bytes = 0;
  for (const stretch of stretches) {
    if (bytes >= segmentBytes && stretch.start > starts[starts.length - 1]) {
      starts.push(stretch.start);
      bytes = 0;
    }
    bytes += stretch.bytes;
  }
  return starts.map((start, i) => ({ id: segmentId(file, start), file, start, end: starts[i + 1] ?? Infinity }));
}
