import { FtlintError } from '../../core/error.ts';
import type { Segment } from '../../core/plan.ts';
import type { Rule } from '../../core/rule-types.ts';
import { combine, createScanState } from '../../core/scan.ts';
import { scanCodecVersions } from '../../core/scan-codec.ts';
import { placesOf } from '../places.ts';
import type { DatasetPlan } from '../plan-pass.ts';
import type { Broken } from '../scan-dataset.ts';
import type { OpenDataset } from './close-buckets.ts';
import { refuseGaps } from './cover.ts';
import { type Parts, statesOfPiece } from './read-parts.ts';
import type { DatasetPiece, PassPlan } from './set-payload.ts';

/** One data set as all shards together saw it, but for what grouping finds. */
export interface WholeDataset extends OpenDataset {
  readonly plan: DatasetPlan;
  readonly segments: readonly Segment[];
  readonly broken: Broken;
}

/** Puts the states of all shards together. Throws FtlintError where a byte, a state or a bucket that is `needed` is missing. */
export async function openDatasets(
  parts: Parts,
  rules: readonly Rule[],
  needed: (bucket: number) => boolean,
): Promise<{ readonly plan: PassPlan; readonly datasets: readonly WholeDataset[] }> {
  const { files, pieces, plan } = parts;
  if (plan === undefined)
    throw new FtlintError(
      'partial-incomplete',
      `${files.names[0]} lacks the state of its shard`,
      'give all of the file',
    );
  if (scanCodecVersions(rules) !== plan.codecs)
    throw new FtlintError('partial-rules', 'the partial results were made with other rules', 'scan again');
  refuseGaps(pieces, files.names, plan.stamps, needed);
  const seen = plan.datasets.map(() => [] as DatasetPiece[]);
  for (const piece of pieces) {
    const states = await statesOfPiece(files, piece, rules);
    states.forEach((state, i) => state !== null && seen[i].push(state));
  }
  return { plan, datasets: plan.datasets.map((dataset, i) => whole(dataset, seen[i], Math.max(plan.keep, 1), rules)) };
}

/** The pieces of one data set, in the order of its bytes, as one. */
function whole(plan: DatasetPlan, pieces: readonly DatasetPiece[], keep: number, rules: readonly Rule[]): WholeDataset {
  const segments = pieces.flatMap((piece) => piece.segments).sort((a, b) => a.id - b.id);
  const [first, ...rest] = pieces.map((piece) => piece.state);
  const state = rest.reduce((a, b) => combine(a, b, rules), first ?? createScanState(keep));
  // The first shard that met the fault says it, as one pass would.
  const broken = new Map(pieces.toReversed().flatMap((piece) => [...piece.broken]));
  const files = plan.files.map((file) => file.plan);
  return { plan, segments, state, broken, places: placesOf(files, segments, state.ends) };
}
