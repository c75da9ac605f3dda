import type { Rule } from '../../core/rule-types.ts';
import { groupBuckets } from './close-buckets.ts';
import { encodeClosed } from './closed-payload.ts';
import { BUCKETS, FRAME_BYTES, type Range } from './frame.ts';
import type { FrameAt } from './frame-index.ts';
import { frameBytes } from './merge-parts.ts';
import { openDatasets } from './open-datasets.ts';
import { isWhole, type PieceFrames } from './pieces.ts';
import type { Parts } from './read-parts.ts';
import { closedFrames } from './write-frames.ts';

/**
 * The same as `mergeParts`, with table entries grouped: what is left of a bucket is small. Every shard's state must be there,
 * and of each bucket the entries of all shards or of none (an engine may hand the buckets to several processes).
 * Throws FtlintError where something is missing.
 */
export async function* closeParts(parts: Parts, rules: readonly Rule[]): AsyncGenerator<Uint8Array> {
  const { files, pieces, closed } = parts;
  const here = (bucket: number): boolean =>
    !isWhole(closed[bucket]) && pieces.some((piece) => piece.buckets[bucket].length > 0);
  const { datasets } = await openDatasets(parts, rules, here);
  for (const { set } of pieces) for (const frame of set) yield await frameBytes(files, frame as FrameAt);
  const [first] = pieces;
  const { tool, rules: digest, inputs, plan } = (first.set[0] as FrameAt).header;
  const origin = {
    digests: { tool, rules: digest, inputs, plan },
    shard: [1, 1] as const,
    frameBytes: FRAME_BYTES,
    ranges: allRanges(pieces),
  };
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    if (isWhole(closed[bucket])) for (const frame of closed[bucket]) yield await frameBytes(files, frame as FrameAt);
    else if (here(bucket)) {
      const found = await groupBuckets(parts, [bucket], datasets, rules);
      yield* closedFrames(bucket, encodeClosed(found, rules), origin);
    }
  }
}

/** What all pieces cover, neighbours joined. */
function allRanges(pieces: readonly PieceFrames[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const range of pieces.flatMap(({ piece }) => piece.ranges).sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = ranges.at(-1);
    if (last?.[0] === range[0] && last[2] === range[1]) ranges[ranges.length - 1] = [last[0], last[1], range[2]];
    else ranges.push(range);
  }
  return ranges;
}
