import type { FtlintError } from '../core/error.ts';
import { type Grouped, groupTables } from '../core/measure.ts';
import type { FilePlan, Segment } from '../core/plan.ts';
import { combine, createScanState, type ScanState } from '../core/scan.ts';
import { csvSegments } from '../readers/csv/segments.ts';
import type { Source } from '../readers/source.ts';
import type { SegmentAt } from '../core/table-group.ts';
import type { Crew } from './threads/crew.ts';
import { enginesOf } from './engine.ts';
import type { Progress } from './options.ts';
import { type BrokenFiles, type ScanPlan, scanSegments } from './scan-segments.ts';
import { boundTables, optionsOf, type TableBounds } from './table-bounds.ts';
import { inflatesAhead, threadsFor } from './threads/count.ts';

/** Why files were not read to their end, by number of the file. */
export type Broken = ReadonlyMap<number, Pick<FtlintError, 'code' | 'message' | 'hint'>>;

/** One file of a data set, opened and planned. */
export interface OpenFile {
  readonly plan: FilePlan;
  readonly source: Source;
}

/** One data set that is to be read. */
export interface ScanJob extends ScanPlan {
  /** With their absolute names, by which another thread opens them too. */
  readonly files: readonly (OpenFile & { readonly absolute: string })[];
  readonly segments: readonly Segment[];
  readonly shards: number;
  /** Rules of the caller are among the rules. */
  readonly extended: boolean;
  /** Bytes of the segments into which a table may be cut for threads; undefined: no table is cut. */
  readonly tableBytes: number | undefined;
  readonly threads: number | 'auto' | undefined;
  /** Who helps; whoever made it ends it, when the tables are grouped. */
  readonly crew: Crew;
  /** Bytes for what grows with the records; undefined: no bound. */
  readonly maxMemory: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly progress: (progress: Progress) => void;
  /** Stored bytes of all files; -1 when unknown. */
  readonly total: number;
}

/** A data set that was read, before its tables are grouped. */
export interface Scanned {
  readonly state: ScanState;
  readonly broken: Broken;
  readonly interrupted: boolean;
  /** The stretches that were read: those of the job, or tables cut further. */
  readonly segments: readonly Segment[];
  /** Threads that read it. */
  readonly threads: number;
  /** Groups the tables: what only all records together tell. Places of groups go into the state's sink. */
  group(segmentAt: SegmentAt): Promise<Grouped>;
  /** Gives temporary files back, once nothing of the state's tables will be read any more. */
  release(): void;
}

/**
 * Reads all segments of a data set into one state, in as many threads as pay; the state is the same for any number.
 * Throws FtlintError `max-memory` or `spill` when the tables have no room.
 */
export async function scanDataset(job: ScanJob): Promise<Scanned> {
  const told = { ...job, progress: onlyForward(job.progress) };
  // Rules of the caller are functions, which no other thread can be given.
  const may = job.shards === 1 && !job.extended;
  const threads = may ? threadsFor(job.threads, job.files, mostSegments(job)) : 1;
  if (threads > 1) {
    const { scanInThreads } = await import('./threads/scan-together.ts');
    const divided = { ...told, segments: withTablesCut(job) };
    const scanned = await withBounds(job, threads, (bounds) => scanInThreads(divided, threads, bounds));
    if (scanned !== undefined) return scanned;
  }
  const alone = await ahead(told);
  return withBounds(job, job.shards, (bounds) => scanShards(alone, bounds)) as Promise<Scanned>;
}

/** Tells no less than was told: one thread that reads again what several have read begins at nothing. */
function onlyForward(tell: ScanJob['progress']): ScanJob['progress'] {
  let [most, last] = [0, 0];
  return ({ bytes, records, total }) =>
    tell({ bytes: (most = Math.max(most, bytes)), records: (last = Math.max(last, records)), total });
}

/** Segments there will be once tables are cut; at most. */
function mostSegments({ files, segments, tableBytes }: ScanJob): number {
  if (tableBytes === undefined) return segments.length;
  return segments.reduce((sum, { file }) => {
    const { plan } = files[file];
    return sum + (plan.csv === undefined || plan.compression !== null ? 1 : Math.ceil(plan.bytes / tableBytes));
  }, 0);
}

/** The segments, with tables cut that are one. */
function withTablesCut({ files, segments, tableBytes, engine }: ScanJob): readonly Segment[] {
  if (tableBytes === undefined || files.every(({ plan }) => plan.csv === undefined)) return segments;
  const scanner = enginesOf(engine).scanner({ triggers: [], maxDepth: 1 });
  try {
    return segments.flatMap((segment) => {
      const { plan, source } = files[segment.file];
      return csvSegments(plan, segment.file, source, tableBytes, scanner) ?? [segment];
    });
  } finally {
    scanner.release();
  }
}

/** One compressed file cannot be shared out, but another thread can inflate it. */
async function ahead(job: ScanJob): Promise<ScanJob> {
  const [file, ...rest] = job.files;
  if (rest.length > 0 || !inflatesAhead(job.threads, file)) return job;
  const { inflatedAhead } = await import('./threads/inflate-ahead.ts');
  return { ...job, files: [{ ...file, source: inflatedAhead(file.source, file.absolute) }] };
}

async function withBounds(
  job: ScanJob,
  parts: number,
  scan: (bounds: TableBounds) => Promise<Scanned | undefined>,
): Promise<Scanned | undefined> {
  const bounds = boundTables(job.maxMemory, parts, job.rules, job.reading.kind);
  try {
    const scanned = await scan(bounds);
    if (scanned !== undefined) {
      const release = (): void => {
        scanned.release();
        bounds.release();
      };
      return { ...scanned, release };
    }
  } catch (error) {
    bounds.release();
    throw error;
  }
  bounds.release();
  return undefined;
}

/** In this thread alone: each shard into a state of its own. */
async function scanShards(job: ScanJob, bounds: TableBounds): Promise<Scanned> {
  const broken: BrokenFiles = new Map();
  const counter = { bytes: 0, records: 0 };
  const watch = {
    stopped: () => job.signal?.aborted === true,
    broke() {},
    seen(bytes: number, records: number) {
      counter.bytes += bytes;
      counter.records += records;
      job.progress({ ...counter, total: job.total });
    },
  };
  const { shards } = job;
  let state: ScanState | undefined = shards > 1 ? createScanState(job.keep, bounds.whole) : undefined;
  for (let shard = 0; shard < shards; shard++) {
    const own = job.segments.filter((_, i) => i % shards === shard).values();
    const tables = shards > 1 ? optionsOf(bounds.part(shard)) : bounds.whole;
    const scanned = await scanSegments(
      job,
      async (file) => job.files[file],
      () => own.next().value,
      watch,
      broken,
      tables,
    );
    state = state === undefined ? scanned : combine(state, scanned, job.rules);
  }
  const whole = state as ScanState;
  return {
    state: whole,
    broken,
    interrupted: job.signal?.aborted === true,
    segments: job.segments,
    threads: 1,
    group: async (segmentAt) => groupTables(whole, job.rules, segmentAt),
    release() {},
  };
}
