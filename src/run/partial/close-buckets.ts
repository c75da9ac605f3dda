import { type Grouped, groupTables, mergeGrouped } from '../../core/measure.ts';
import type { Rule } from '../../core/rule-types.ts';
import type { ScanState } from '../../core/scan.ts';
import { PARTITIONS, Table } from '../../core/table.ts';
import type { Places } from '../places.ts';
import { BUCKETS, corrupt } from './frame.ts';
import { type FrameAt, payloadOf } from './frame-index.ts';
import type { PartFiles } from './part-files.ts';
import type { PieceFrames } from './pieces.ts';

/** A data set that is to be closed: its state without tables, and where its places are. */
export interface OpenDataset {
  readonly state: ScanState;
  readonly places: Places;
}

/**
 * Groups the tables of all data sets, one bucket after the other: memory for one bucket, however many rows.
 * Pieces must cover every bucket. Returns what grouping found, by data set; places go into the states' sinks.
 */
export async function closeBuckets(
  files: PartFiles,
  pieces: readonly PieceFrames[],
  datasets: readonly OpenDataset[],
  rules: readonly Rule[],
): Promise<readonly Grouped[]> {
  let all: readonly Grouped[] | undefined;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const tables = datasets.map(() => new Map<string, Table>());
    for (const piece of pieces)
      for (const frame of piece.buckets[bucket]) if (frame !== undefined) await load(files, frame, tables);
    const found = datasets.map(({ state, places }, i) =>
      groupTables(withTables(state, tables[i]), rules, places.segmentAt),
    );
    all = all === undefined ? found : all.map((grouped, i) => mergeGrouped(grouped, found[i]));
  }
  return all as readonly Grouped[];
}

function withTables(state: ScanState, tables: ReadonlyMap<string, Table>): ScanState {
  const own = new Map([...tables].filter(([name]) => name !== 'input' && name !== 'preference'));
  return {
    ...state,
    input: tables.get('input') ?? new Table(),
    preference: tables.get('preference') ?? new Table(),
    own,
  };
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
