import { FtlintError } from '../core/error.ts';
import type { FilePlan, Segment, SegmentEnd } from '../core/plan.ts';
import type { Rule } from '../core/rule-types.ts';
import { combine, Scan, type ScanState, triggersOf } from '../core/scan.ts';
import { Mapper } from '../formats/mapper.ts';
import { readSegment } from '../readers/read.ts';
import type { Source } from '../readers/source.ts';
import type { Engines } from './engine.ts';
import type { Progress } from './options.ts';
import type { ReadingPlan } from './reading-plan.ts';

/** Why files were not read to their end, by number of the file. */
export type Broken = ReadonlyMap<number, Pick<FtlintError, 'code' | 'message' | 'hint'>>;

/** One file of a data set, opened and planned. */
export interface OpenFile {
  readonly plan: FilePlan;
  readonly source: Source;
}

export interface ScanJob {
  readonly files: readonly OpenFile[];
  readonly segments: readonly Segment[];
  readonly reading: ReadingPlan;
  readonly rules: readonly Rule[];
  readonly task: string | undefined;
  readonly keep: number;
  readonly shards: number;
  readonly engines: Engines;
  readonly signal: AbortSignal | undefined;
  readonly progress: (progress: Progress) => void;
  /** Stored bytes of all files; -1 when unknown. */
  readonly total: number;
}

export interface Scanned {
  readonly state: ScanState;
  readonly broken: Broken;
  readonly interrupted: boolean;
}

/** Containers inside containers that a record may have. Python's json gives up at 1,000 (its recursion limit); no training format needs 100. */
export const MAX_DEPTH = 512;

/** Reads all segments of a data set, each shard into a state of its own, and combines them. */
export async function scanDataset(job: ScanJob): Promise<Scanned> {
  const triggers = triggersOf(job.rules);
  const broken = new Map<number, FtlintError>();
  const counter = { bytes: 0, records: 0 };
  const scans: Scan[] = [];
  for (let shard = 0; shard < Math.max(1, job.shards); shard++) {
    scans.push(await scanShard(job, shard, triggers, broken, counter));
  }
  const [first, ...rest] = scans.map((scan) => scan.state);
  return {
    state: rest.reduce((a, b) => combine(a, b, job.rules), first),
    broken,
    interrupted: job.signal?.aborted === true,
  };
}

async function scanShard(
  job: ScanJob,
  shard: number,
  triggers: readonly string[],
  broken: Map<number, FtlintError>,
  counter: { bytes: number; records: number },
): Promise<Scan> {
  const scanner = job.engines.scanner({ triggers, maxDepth: MAX_DEPTH });
  const mapper = new Mapper(job.reading.formats, job.reading.main ?? undefined);
  const scan = new Scan({ rules: job.rules, triggers, task: job.task, keep: job.keep }, mapper);
  for (const [i, segment] of job.segments.entries()) {
    if (i % job.shards !== shard || broken.has(segment.file) || job.signal?.aborted) continue;
    const { plan, source } = job.files[segment.file];
    try {
      const reader = readSegment(plan, segment, source, scanner);
      for (;;) {
        const step = await reader.next();
        if (step.done) {
          finishSegment(scan, segment, step.value, broken);
          break;
        }
        const { records } = step.value;
        scan.add(step.value, segment.id, segment.file, plan.split);
        counter.records += records.count;
        if (records.count > 0)
          counter.bytes += records.offset[records.count - 1] + records.length[records.count - 1] - records.offset[0];
        job.progress({ bytes: counter.bytes, total: job.total, records: counter.records });
        if (job.signal?.aborted) {
          await reader.return(EMPTY_END);
          break;
        }
      }
    } catch (error) {
      if (!(error instanceof FtlintError)) throw error;
      broken.set(segment.file, error);
    }
  }
  return scan;
}

const EMPTY_END: SegmentEnd = { bytes: 0, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 };

function finishSegment(scan: Scan, segment: Segment, end: SegmentEnd, broken: Map<number, FtlintError>): void {
  scan.end(segment.id, end);
  if (end.broken !== undefined) broken.set(segment.file, new FtlintError('truncated', end.broken));
}
