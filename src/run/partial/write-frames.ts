import type { ScanState } from '../../core/scan.ts';
import { tablesOf } from '../../core/state-tables.ts';
import { PARTITIONS } from '../../core/table.ts';
import { ENTRY_BYTES } from '../../core/table-entry.ts';
import { crc32 } from './crc32.ts';
import type { Digests } from './digests.ts';
import { inFileOrder } from './entry-order.ts';
import { BUCKETS, type EntryRun, frameHead, type FrameHeader, Kind, NO_BUCKET, type Piece } from './frame.ts';

/** Where a shard's frames say that they are from. */
export interface Origin extends Pick<Piece, 'shard' | 'ranges'> {
  readonly digests: Digests;
  /** Payload bytes of a frame, at most: at least one entry. */
  readonly frameBytes: number;
}

/** A `set` frame. `crc`: of the states alone. */
export function setFrames(payload: Uint8Array, crc: number, origin: Origin): Generator<Uint8Array> {
  return slicedFrames(Kind.set, NO_BUCKET, payload, crc, origin);
}

/** A `closed` frame: what grouping one bucket of everything found. */
export function closedFrames(bucket: number, payload: Uint8Array, origin: Origin): Generator<Uint8Array> {
  return slicedFrames(Kind.closed, bucket, payload, crc32(payload), origin);
}

/** A payload as one frame, or in parts where it is large. */
function* slicedFrames(
  kind: number,
  bucket: number,
  payload: Uint8Array,
  crc: number,
  origin: Origin,
): Generator<Uint8Array> {
  const { frameBytes } = origin;
  const of = Math.max(1, Math.ceil(payload.length / frameBytes));
  for (let k = 0; k < of; k++) {
    const bytes = payload.subarray(k * frameBytes, (k + 1) * frameBytes);
    yield frameHead(kind, bucket, headerOf(origin, crc, [k + 1, of]), bytes.length, crc32(bytes));
    yield bytes;
  }
}

/** An `open` frame for each bucket, empty ones too, so that one that is lost is seen. `states` by data set. */
export function* openFrames(states: readonly (ScanState | null)[], origin: Origin): Generator<Uint8Array> {
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const parts = partsOf(bucket, states, origin.frameBytes);
    const crc = parts.reduce((value, { chunks }) => chunks.reduce((v, chunk) => crc32(chunk, v), value), 0);
    for (const [k, { runs, chunks }] of parts.entries()) {
      const payloadCrc = chunks.reduce((value, chunk) => crc32(chunk, value), 0);
      const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      const header = { ...headerOf(origin, crc, [k + 1, parts.length]), runs };
      yield frameHead(Kind.open, bucket, header, size, payloadCrc);
      yield* chunks;
    }
  }
}

function headerOf({ digests, shard, ranges }: Origin, crc: number, part: FrameHeader['part']): FrameHeader {
  return { ...digests, buckets: BUCKETS, cover: { shard, ranges, crc }, part };
}

interface Part {
  readonly runs: EntryRun[];
  readonly chunks: Uint8Array[];
}

/** The entries of one bucket, cut into parts at whole entries; at least one part. */
function partsOf(bucket: number, states: readonly (ScanState | null)[], frameBytes: number): readonly Part[] {
  const parts: Part[] = [{ runs: [], chunks: [] }];
  const most = frameBytes - (frameBytes % ENTRY_BYTES);
  let room = most;
  const perBucket = PARTITIONS / BUCKETS;
  for (const [dataset, state] of states.entries()) {
    if (state === null) continue;
    for (const [name, table] of tablesOf(state)) {
      for (let p = bucket * perBucket; p < (bucket + 1) * perBucket; p++) {
        const entries = inFileOrder(table.bucket(p));
        for (let at = 0; at < entries.length;) {
          if (room === 0) {
            parts.push({ runs: [], chunks: [] });
            room = most;
          }
          const chunk = entries.subarray(at, at + room);
          const { runs, chunks } = parts[parts.length - 1];
          runs.push({ dataset, table: name, partition: p, bytes: chunk.length });
          chunks.push(chunk);
          room -= chunk.length;
          at += chunk.length;
        }
      }
    }
  }
  return parts;
}
