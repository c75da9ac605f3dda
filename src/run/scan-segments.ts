import { FtlintError } from '../core/error.ts';
import type { FilePlan, Segment, SegmentEnd } from '../core/plan.ts';
import type { Rule } from '../core/rule-types.ts';
import { Scan, type ScanState, type TablesOptions } from '../core/scan.ts';
import { triggersOf } from '../core/triggers.ts';
import { Mapper } from '../formats/mapper.ts';
import { readSegment } from '../readers/read.ts';
import type { Source } from '../readers/source.ts';
import { type Engine, enginesOf } from './engine.ts';
import type { ReadingPlan } from './reading-plan.ts';
import type { DestinationSpec } from './targets/destination-spec.ts';

/** How the records of a data set are scanned, the same in every thread. */
export interface ScanPlan {
  readonly reading: ReadingPlan;
  readonly rules: readonly Rule[];
  /** What rules beside the shipped ones are made from. */
  readonly destinations: DestinationSpec | undefined;
  readonly task: string | undefined;
  readonly keep: number;
  readonly engine: Engine;
}

/** What a scan asks and tells while it goes on, batch by batch. */
export interface Watch {
  /** Whether to end before the next batch. */
  stopped(): boolean;
  /** A file cannot be read to its end. */
  broke(): void;
  /** Bytes and records that were just read. */
  seen(bytes: number, records: number): void;
}

/** Why files were not read to their end, by number of the file. */
export type BrokenFiles = Map<number, FtlintError>;

/** Containers inside containers that a record may have. Python's json gives up at 1,000 (its recursion limit); no training format needs 100. */
export const MAX_DEPTH = 512;

/**
 * Reads segments, as `take` hands them out, one after the other into one state. A file that cannot be read to its end goes
 * to `broken`, and its other segments are left out. Throws FtlintError when the tables have no room.
 */
export async function scanSegments(
  { reading, rules, task, keep, engine }: ScanPlan,
  open: (file: number) => Promise<{ readonly plan: FilePlan; readonly source: Source }>,
  take: () => Segment | undefined,
  watch: Watch,
  broken: BrokenFiles,
  tables: TablesOptions,
): Promise<ScanState> {
  const scan = new Scan(
    { rules, task, group: reading.group, keep, tables },
    new Mapper(reading.formats, reading.main ?? undefined),
  );
  const scanner = enginesOf(engine).scanner({ triggers: triggersOf(rules), maxDepth: MAX_DEPTH });
  // Nothing of the state lies in the scanner's memory, which serves the next scan.
  try {
    for (let segment = take(); segment !== undefined && !watch.stopped(); segment = take()) {
      if (broken.has(segment.file)) continue;
      const { plan, source } = await open(segment.file);
      const reader = readSegment(plan, segment, source, scanner);
      try {
        await scanBatches(scan, reader, segment, plan, watch, broken);
      } finally {
        await reader.return(EMPTY_END);
      }
      if (broken.has(segment.file)) watch.broke();
    }
    return scan.finish();
  } finally {
    scanner.release();
  }
}

async function scanBatches(
  scan: Scan,
  reader: ReturnType<typeof readSegment>,
  { id, file }: Segment,
  { split, stretches }: FilePlan,
  watch: Watch,
  broken: BrokenFiles,
): Promise<void> {
  let batches = 0;
  do {
    const step = await orBroken(reader.next(), file, broken);
    if (step === undefined) return;
    if (step.done) {
      scan.end(id, step.value);
      if (step.value.broken !== undefined) broken.set(file, new FtlintError('truncated', step.value.broken));
      return;
    }
    const { records } = step.value;
    scan.add(step.value, id, file, split);
    watch.seen(stretches === undefined ? bytesOf(records) : sumOf(records), records.count);
    if (++batches % BATCHES_A_TURN === 0) await turn();
  } while (!watch.stopped());
}

const EMPTY_END: SegmentEnd = { bytes: 0, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 };

function bytesOf({ count, offset, length }: { count: number; offset: Float64Array; length: Float64Array }): number {
  return count === 0 ? 0 : offset[count - 1] + length[count - 1] - offset[0];
}

/** Bytes of records whose offsets are no bytes. */
function sumOf({ count, length }: { count: number; length: Float64Array }): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += length[i];
  return sum;
}

/** Batches between two turns of the event loop: some ten milliseconds. A turn costs a twentieth of a batch. */
const BATCHES_A_TURN = 16;

/** Lets the event loop run: plain files are read without it, and signals and messages wait there. */
function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

async function orBroken<T>(step: Promise<T>, file: number, broken: BrokenFiles): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    if (!(error instanceof FtlintError)) throw error;
    broken.set(file, error);
    return undefined;
  }
}
