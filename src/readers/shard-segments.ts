import type { FilePlan, Segment } from '../core/plan.ts';
import { segmentId } from '../core/segment-id.ts';
import { gridSegments } from './segments.ts';

/** Shard `index` of `of`, from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Stored bytes that a file takes in the concatenation; a stream of unknown length takes one, so that it has a place. */
export function span(plan: FilePlan): number {
  return Math.max(1, plan.bytes);
}

/**
 * What one shard reads of files that lie one behind the other: `[T(i-1)/n, Ti/n)` of their stored bytes, where T is their sum.
 * A file that several readers can share is cut there, on top of its grid; any other belongs whole to the shard that holds
 * its first byte. Segments of each file, by its place in `files`; the shards' segments cover every byte exactly once.
 */
export function shardSegments(
  files: readonly { readonly plan: FilePlan; readonly file: number }[],
  { index, of }: Shard,
  segmentBytes: number,
): readonly (readonly Segment[])[] {
  const total = files.reduce((sum, { plan }) => sum + span(plan), 0);
  const cut = (k: number): number => Number((BigInt(total) * BigInt(k)) / BigInt(of));
  const [from, to] = [cut(index - 1), cut(index)];
  let base = 0;
  return files.map(({ plan, file }) => {
    const first = base;
    const size = span(plan);
    base += size;
    if (!plan.divisible) return from <= first && first < to ? gridSegments(plan, file, plan.bytes, segmentBytes) : [];
    return cropped(gridSegments(plan, file, plan.bytes, segmentBytes), from - first, to - first, size);
  });
}

/** The parts of a file's segments inside `[from, to)`; what reaches the file's end stays open. */
function cropped(segments: readonly Segment[], from: number, to: number, size: number): Segment[] {
  return segments.flatMap(({ file, start, end }) => {
    const low = Math.max(start, from);
    const high = Math.min(end, to);
    if (low >= Math.min(high, size)) return [];
    return [{ id: segmentId(file, low), file, start: low, end: high >= size ? end : high }];
  });
}
