import { groupTables, mergeGrouped } from '../../core/measure.ts';
import type { Rule } from '../../core/rule-types.ts';
import type { ScanState } from '../../core/scan.ts';
import { Sink } from '../../core/sink.ts';
import { withTables } from '../../core/state-tables.ts';
import { PARTITIONS, Table } from '../../core/table.ts';
import type { Places } from '../places.ts';
import { type Closed, decodeClosed } from './closed-payload.ts';
import { BUCKETS, corrupt } from './frame.ts';
import { type FrameAt, payloadOf } from './frame-index.ts';
import type { PartFiles } from './part-files.ts';
import { isWhole } from './pieces.ts';
import { decoded, type Parts, wholePayload } from './read-parts.ts';

/** A data set that is to be closed: its state without tables, and where its places are. */
export interface OpenDataset {
  readonly state: ScanState;
  readonly places: Places;
}

/** Bytes of entries that are grouped at once, where buckets are small: what a cache holds, or less than matters. */
const TOGETHER = 8 * 1024 * 1024;

/**
 * What grouping the tables of all data sets finds, by data set: of the buckets that were closed before, and of the others
 * one after the other, so that it takes memory for one bucket, or a few small ones, however many rows. Pieces must be whole.
 */
export async function closeBuckets(
  parts: Parts,
  datasets: readonly OpenDataset[],
  rules: readonly Rule[],
  signal?: AbortSignal,
): Promise<readonly Closed[]> {
  const all: (Closed | null)[] = datasets.map(() => null);
  const join = (found: readonly (Closed | null)[]): void => {
    found.forEach((closed, i) => (all[i] = joined(all[i], closed)));
  };
  let open: number[] = [];
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    signal?.throwIfAborted();
    if (isWhole(parts.closed[bucket])) join(await readClosed(parts, bucket, rules));
    else open.push(bucket);
    if (sizeOf(parts, open) < TOGETHER && bucket < BUCKETS - 1) continue;
    join(await groupBuckets(parts, open, datasets, rules));
    open = [];
  }
  return all.map((closed, i) => closed ?? group(datasets[i], new Map(), rules));
}

/** Groups the entries of some buckets, all at once; null for a data set that has none in them. */
export async function groupBuckets(
  { files, pieces }: Parts,
  buckets: readonly number[],
  datasets: readonly OpenDataset[],
  rules: readonly Rule[],
): Promise<readonly (Closed | null)[]> {
  const tables = datasets.map(() => new Map<string, Table>());
  for (const bucket of buckets)
    for (const piece of pieces)
      for (const frame of piece.buckets[bucket]) if (frame !== undefined) await load(files, frame, tables);
  return datasets.map((dataset, i) => (tables[i].size === 0 ? null : group(dataset, tables[i], rules)));
}

function group({ state, places }: OpenDataset, tables: ReadonlyMap<string, Table>, rules: readonly Rule[]): Closed {
  const sink = new Sink(state.sink.keep);
  return { grouped: groupTables({ ...withTables(state, tables), sink }, rules, places.segmentAt), sink };
}

async function readClosed(
  { files, closed }: Parts,
  bucket: number,
  rules: readonly Rule[],
): Promise<readonly (Closed | null)[]> {
  const bytes = await wholePayload(files, closed[bucket]);
  return decoded(files, closed[bucket][0], (payload) => decodeClosed(payload, rules), bytes);
}

function joined(a: Closed | null, b: Closed | null): Closed | null {
  if (a === null || b === null) return a ?? b;
  return { grouped: mergeGrouped(a.grouped, b.grouped), sink: a.sink.merge(b.sink) };
}

function sizeOf({ pieces }: Parts, buckets: readonly number[]): number {
  const frames = pieces.flatMap((piece) => buckets.flatMap((bucket) => piece.buckets[bucket]));
  return frames.reduce((sum, frame) => sum + (frame?.prefix.payloadBytes ?? 0), 0);
}

async function load(files: PartFiles, frame: FrameAt, tables: readonly Map<string, Table>[]): Promise<void> {
  const payload = await payloadOf(files, frame);
  const damaged = (): Error => corrupt(files.names[frame.file], frame.at, 'its entries are not where its header says');
  let from = 0;
  for (const { dataset, table: name, partition, bytes } of frame.header.runs ?? []) {
    if (tables[dataset] === undefined || Math.floor((partition * BUCKETS) / PARTITIONS) !== frame.prefix.bucket)
      throw damaged();
    let table = tables[dataset].get(name);
    if (table === undefined) tables[dataset].set(name, (table = new Table()));
    try {
      table.addBucket(partition, payload.subarray(from, from + bytes));
    } catch (error) {
      throw error instanceof RangeError ? damaged() : error;
    }
    from += bytes;
  }
  if (from !== payload.length) throw damaged();
}
