import { scanCodec } from '../../core/scan-codec.ts';
import { segmentId } from '../../core/segment-id.ts';
import type { Segment } from '../../core/plan.ts';
import type { Failure, Skipped } from '../../core/report.ts';
import type { Rule } from '../../core/rule-types.ts';
import type { ScanState } from '../../core/scan.ts';
import { plainCodec } from '../../stats/codec.ts';
import type { Columns } from '../options.ts';
import type { DatasetPlan, Pass } from '../plan-pass.ts';
import type { DestinationSpec } from '../targets/destination-spec.ts';
import type { Broken } from '../scan-dataset.ts';
import type { Stamp } from './stamps.ts';

/** What every shard of a pass decided alike, as a partial carries it. */
export interface PassPlan {
  /** Versions of all codecs, in the order of the rules. */
  readonly codecs: string;
  /** `--task`, by id; null: to be inferred. */
  readonly given: string | null;
  readonly columns: Columns;
  /** `--for`, with what it folds; null: none. */
  readonly destinations: DestinationSpec | null;
  /** Places kept for each rule. */
  readonly keep: number;
  readonly stamps: readonly Stamp[];
  readonly datasets: readonly DatasetPlan[];
  readonly skipped: readonly Skipped[];
  readonly failures: readonly Failure[];
}

/** What one shard saw of one data set; without tables. */
export interface DatasetPiece {
  readonly segments: readonly Segment[];
  readonly state: ScanState;
  readonly broken: Broken;
}

interface EncodedPiece {
  /** File, start, end of each segment. */
  readonly segments: readonly (readonly [number, number, number])[];
  readonly state: Uint8Array;
  readonly broken: readonly (readonly [number, string, string, string | undefined])[];
}
type EncodedPlan = Omit<PassPlan, 'datasets'> & {
  readonly datasets: readonly (Omit<DatasetPlan, 'reading'> & {
    readonly reading: Omit<DatasetPlan['reading'], 'formats' | 'optional'> & { readonly optional: readonly string[] };
  })[];
};

const frame = plainCodec<{ readonly plan: Uint8Array; readonly states: Uint8Array }>(1);
const planCodec = plainCodec<EncodedPlan>(1);
const statesCodec = plainCodec<readonly (EncodedPiece | null)[]>(1);

/** The plan of a pass. Formats are left out: they were needed to read records only. */
export function encodePlan(pass: Pass, plan: Omit<PassPlan, 'datasets' | 'skipped' | 'failures'>): Uint8Array {
  const datasets = pass.datasets.map(({ plan: dataset }) => {
    const { formats: _, optional, ...reading } = dataset.reading;
    return { ...dataset, reading: { ...reading, optional: [...optional] } };
  });
  return planCodec.encode({ ...plan, datasets, skipped: pass.skipped, failures: pass.failures });
}

function decodePlan(bytes: Uint8Array): PassPlan {
  const { datasets, ...plan } = planCodec.decode(bytes);
  return {
    ...plan,
    datasets: datasets.map(({ reading, ...dataset }) => ({
      ...dataset,
      reading: { ...reading, formats: [], optional: new Set(reading.optional) },
    })),
  };
}

/** States of one shard by data set, null where it read nothing of one; canonical bytes. */
export function encodeStates(pieces: readonly (DatasetPiece | null)[], rules: readonly Rule[]): Uint8Array {
  const codec = scanCodec(rules);
  return statesCodec.encode(
    pieces.map((piece) =>
      piece === null
        ? null
        : {
            segments: piece.segments.map(({ file, start, end }) => [file, start, end] as const),
            state: codec.encode(piece.state),
            broken: [...piece.broken]
              .sort(([a], [b]) => a - b)
              .map(([file, { code, message, hint }]) => [file, code, message, hint] as const),
          },
    ),
  );
}

/** The payload of a `set` frame. */
export function joinSet(plan: Uint8Array, states: Uint8Array): Uint8Array {
  return frame.encode({ plan, states });
}

/** The plan in a `set` frame's payload. Throws RangeError on other bytes. */
export function planOf(payload: Uint8Array): PassPlan {
  return decodePlan(frame.decode(payload).plan);
}

/** The states in a `set` frame's payload of these rules. Throws RangeError on other bytes. */
export function statesOf(payload: Uint8Array, rules: readonly Rule[]): readonly (DatasetPiece | null)[] {
  const codec = scanCodec(rules);
  return statesCodec.decode(frame.decode(payload).states).map((piece) =>
    piece === null
      ? null
      : {
          segments: piece.segments.map(([file, start, end]) => ({ id: segmentId(file, start), file, start, end })),
          state: codec.decode(piece.state),
          broken: new Map(piece.broken.map(([file, code, message, hint]) => [file, { code, message, hint }])),
        },
  );
}
