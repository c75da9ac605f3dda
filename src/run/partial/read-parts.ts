import { FtlintError } from '../../core/error.ts';
import type { Rule } from '../../core/rule-types.ts';
import { refuseOverlaps } from './cover.ts';
import { corrupt } from './frame.ts';
import { type FrameAt, indexFrames, payloadOf } from './frame-index.ts';
import type { PartFiles } from './part-files.ts';
import { isWhole, type PartFrames, type PieceFrames, type Pieces, piecesOf } from './pieces.ts';
import { type DatasetPiece, type PassPlan, planOf, statesOf } from './set-payload.ts';

/** Partial results that belong together and do not overlap. */
export interface Parts extends Pieces {
  readonly files: PartFiles;
  /** Undefined where only table entries are at hand. */
  readonly plan: PassPlan | undefined;
}

/** Looks through partial results. Throws FtlintError when they are damaged or do not belong together. */
export async function readParts(files: PartFiles): Promise<Parts> {
  const found = piecesOf(await indexFrames(files), files.names);
  const withSet = found.pieces.find(({ set }) => isWhole(set));
  const plan =
    withSet === undefined ? undefined : decoded(files, withSet.set[0], planOf, await wholePayload(files, withSet.set));
  refuseOverlaps(found.pieces, files.names, plan?.stamps);
  return { ...found, files, plan };
}

/** What a piece saw of each data set. */
export async function statesOfPiece(
  files: PartFiles,
  piece: PieceFrames,
  rules: readonly Rule[],
): Promise<readonly (DatasetPiece | null)[]> {
  return decoded(files, piece.set[0], (bytes) => statesOf(bytes, rules), await wholePayload(files, piece.set));
}

/** The payload of all parts of a frame. */
export async function wholePayload(files: PartFiles, frames: PartFrames): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const frame of frames) parts.push(await payloadOf(files, frame as FrameAt));
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** Bytes whose checksum is right and that still cannot be read were written by another program. */
export function decoded<T>(
  files: PartFiles,
  frame: FrameAt | undefined,
  decode: (bytes: Uint8Array) => T,
  bytes: Uint8Array,
): T {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof FtlintError || !(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw corrupt(files.names[frame?.file ?? 0], frame?.at ?? 0, error.message);
  }
}
