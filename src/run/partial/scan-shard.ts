import { FtlintError } from '../../core/error.ts';
import type { Segment } from '../../core/plan.ts';
import type { Failure } from '../../core/report.ts';
import { scanCodecVersions } from '../../core/scan-codec.ts';
import { SEGMENT_BYTES } from '../../readers/segments.ts';
import { type Shard, shardSegments, span } from '../../readers/shard-segments.ts';
import { type Asked, askedOf, limitOf } from '../asked.ts';
import { scanPlanned } from '../check.ts';
import { createCrew } from '../threads/crew.ts';
import { failureOf } from '../failures.ts';
import type { CheckOptions } from '../options.ts';
import { type Pass, planPass } from '../plan-pass.ts';
import { crc32 } from './crc32.ts';
import { digestsOf } from './digests.ts';
import { FRAME_BYTES, type Range } from './frame.ts';
import { type DatasetPiece, encodePlan, encodeStates, joinSet } from './set-payload.ts';
import { stampsOf } from './stamps.ts';
import { openFrames, setFrames } from './write-frames.ts';

/** What a shard gave. */
export interface ShardResult {
  /** The partial result, to be written in order; made as it is asked for. */
  readonly frames: Iterable<Uint8Array>;
  /** Inputs that could not be read, in part or at all: the report will say so too. */
  readonly failures: readonly Failure[];
  readonly records: number;
  readonly interrupted: boolean;
  /** Gives temporary files back; `frames` can be read until then. */
  release(): void;
}

/** Reads one shard of the inputs; the result is to be released. `frameBytes` is a test's business. Throws FtlintError like `check`. */
export async function scanShard(
  options: CheckOptions,
  shard: Shard,
  frameBytes: number = FRAME_BYTES,
): Promise<ShardResult> {
  const asked = await askedOf(options);
  const pass = await planPass(options);
  const files = pass.datasets.flatMap((dataset) => dataset.files);
  if (shard.of > 1 && files.some(({ origin }) => origin === 'stdin'))
    throw new FtlintError(
      'stdin-shard',
      'standard input cannot be cut into shards: every shard would read all of it',
      'name a file',
    );
  const stamps = await stampsOf(files);
  const segments = segmentsOf(pass, shard, options.segmentBytes ?? SEGMENT_BYTES);
  const { pieces, release, ...seen } = await scanAll(pass, segments, asked);
  try {
    const digests = digestsOf(pass, stamps, asked);
    const origin = { digests, shard: [shard.index, shard.of] as const, ranges: rangesOf(pass, segments), frameBytes };
    const encoded = encodeStates(pieces, asked.rules);
    const plan = encodePlan(pass, {
      codecs: scanCodecVersions(asked.rules),
      given: asked.given?.id ?? null,
      columns: options.columns ?? {},
      destinations: asked.destinations?.spec ?? null,
      keep: limitOf(options),
      stamps,
    });
    const states = pieces.map((piece) => piece?.state ?? null);
    function* frames(): Generator<Uint8Array> {
      yield* setFrames(joinSet(plan, encoded), crc32(encoded), origin);
      // A shard that covers nothing has nothing to lose.
      if (origin.ranges.length > 0) yield* openFrames(states, origin);
    }
    return { ...seen, frames: frames(), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Reads the shard's segments of all data sets, null where it has none of one; the state's tables lie in what `release` gives back. */
async function scanAll(
  pass: Pass,
  segments: readonly (readonly Segment[])[],
  asked: Asked,
): Promise<Omit<ShardResult, 'frames'> & { readonly pieces: readonly (DatasetPiece | null)[] }> {
  const pieces: (DatasetPiece | null)[] = [];
  const failures: Failure[] = [...pass.failures];
  let records = 0;
  let interrupted = false;
  const releases: (() => void)[] = [];
  const release = (): void => {
    for (const free of releases.splice(0)) free();
  };
  const crew = createCrew();
  try {
    for (const [i, dataset] of pass.datasets.entries()) {
      const own = segments[i];
      if (own.length === 0 || interrupted) {
        pieces.push(null);
        continue;
      }
      const scanned = await scanPlanned(dataset, own, asked, crew);
      const { state, broken } = scanned;
      releases.push(scanned.release);
      ({ interrupted } = scanned);
      for (const end of state.ends.values()) records += end.records;
      for (const [file, error] of broken) failures.push(failureOf(dataset.files[file].path, error));
      pieces.push({ segments: own, state, broken });
    }
    return { pieces, failures, records, interrupted, release };
  } catch (error) {
    release();
    throw error;
  } finally {
    crew.end();
  }
}

/** The shard's segments of each data set. */
function segmentsOf({ datasets }: Pass, shard: Shard, segmentBytes: number): readonly (readonly Segment[])[] {
  const files = datasets.flatMap(({ plan }) => plan.files.map((file, i) => ({ plan: file.plan, file: i })));
  const byFile = shardSegments(files, shard, segmentBytes);
  let at = 0;
  return datasets.map(({ files: own }) => byFile.slice(at, (at += own.length)).flat());
}

/** Stored bytes that the segments stand for, by number of the input; neighbours joined. */
function rangesOf({ datasets }: Pass, segments: readonly (readonly Segment[])[]): readonly Range[] {
  const ranges: Range[] = [];
  let first = 0;
  datasets.forEach(({ plan: { files } }, i) => {
    for (const { file, start, end } of segments[i]) {
      const { plan } = files[file];
      // A file that no shard can share counts as a whole, whatever it was read in.
      const range: Range = plan.divisible
        ? [first + file, start, Math.min(end, span(plan))]
        : [first + file, 0, span(plan)];
      const last = ranges.at(-1);
      if (last?.[0] === range[0] && (!plan.divisible || last[2] === range[1]))
        ranges[ranges.length - 1] = [last[0], last[1], range[2]];
      else ranges.push(range);
    }
    first += files.length;
  });
  return ranges;
}
