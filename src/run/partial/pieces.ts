import { FtlintError } from '../../core/error.ts';
import { version } from '../../version.ts';
import { BUCKETS, Kind, type Piece } from './frame.ts';
import type { FrameAt } from './frame-index.ts';

/** The frames of one run of `scan`, found in whichever files. */
export interface PieceFrames {
  readonly piece: Piece;
  /** File in which it was met first. */
  readonly file: number;
  /** Parts of the state, by number from 0. */
  readonly set: PartFrames;
  /** Parts of each bucket's entries. */
  readonly buckets: readonly PartFrames[];
}

/** Frames of one state or bucket, by number of the part from 0; a part that was not found is undefined. */
export type PartFrames = (FrameAt | undefined)[];

/** All frames of some files, sorted. */
export interface Pieces {
  /** In the order of the inputs' bytes. */
  readonly pieces: readonly PieceFrames[];
  /** What grouping a bucket of all pieces found, where that was done. */
  readonly closed: readonly PartFrames[];
  /** Frames that were given more than once. */
  readonly dropped: number;
}

/**
 * Sorts frames into the runs that they are from, and drops what was given twice.
 * Throws FtlintError when frames are of another version, rule set, input or plan, or tell different things of the same bytes.
 */
export function piecesOf(frames: readonly FrameAt[], names: readonly string[]): Pieces {
  const pieces = new Map<string, PieceFrames>();
  const closed: readonly PartFrames[] = perBucket();
  let dropped = 0;
  for (const frame of frames) {
    agree(frames[0], frame, names);
    const { prefix, header } = frame;
    const parts = prefix.kind === Kind.closed ? closed[prefix.bucket] : partsIn(pieceOf(pieces, frame), frame);
    const [k, of] = header.part;
    parts.length = Math.max(parts.length, of);
    const seen = parts[k - 1];
    if (seen === undefined) parts[k - 1] = frame;
    else if (seen.header.cover.crc === header.cover.crc && seen.header.part[1] === of) {
      // Shards that cover nothing are alike, and not duplicates.
      if (header.cover.ranges.length > 0) dropped++;
    } else throw differs(seen, frame, names);
  }
  return { pieces: [...pieces.values()].sort(byRange), closed, dropped };
}

/** Whether all parts were found. */
export function isWhole(parts: PartFrames): parts is FrameAt[] {
  return parts.length > 0 && !Array.from(parts).includes(undefined);
}

const perBucket = (): PartFrames[] => Array.from({ length: BUCKETS }, () => []);

function pieceOf(pieces: Map<string, PieceFrames>, { header: { cover }, file }: FrameAt): PieceFrames {
  const key = JSON.stringify(cover.ranges);
  let known = pieces.get(key);
  if (known === undefined) pieces.set(key, (known = { piece: cover, file, set: [], buckets: perBucket() }));
  return known;
}

function partsIn({ set, buckets }: PieceFrames, { prefix }: FrameAt): PartFrames {
  return prefix.kind === Kind.set ? set : buckets[prefix.bucket];
}

function byRange(a: PieceFrames, b: PieceFrames): number {
  const [x, y] = [a.piece.ranges[0], b.piece.ranges[0]];
  if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? 1 : -1;
  return x[0] - y[0] || x[1] - y[1];
}

function agree(first: FrameAt, other: FrameAt, names: readonly string[]): void {
  const [a, b] = [first.header, other.header];
  const where = `${names[other.file]} (frame at byte ${other.at})`;
  if (b.tool !== version)
    throw new FtlintError(
      'partial-version',
      `${where} was made by ftlint ${b.tool}; this is ftlint ${version}`,
      'scan and report with one version of ftlint',
    );
  const because = (code: string, what: string, hint: string): FtlintError =>
    new FtlintError(code, `${where} was made with ${what} than ${names[first.file]}`, hint);
  if (a.rules !== b.rules)
    throw because(
      'partial-rules',
      'other rules or options',
      'scan every shard with the same rules, --task, columns and --limit',
    );
  if (a.inputs !== b.inputs)
    throw because(
      'partial-inputs',
      'other inputs',
      'an input was changed, or the files were named differently: scan all shards of the same files',
    );
  if (a.plan !== b.plan || b.buckets !== BUCKETS)
    throw because(
      'partial-plan',
      'another plan of how the inputs are read',
      'scan every shard with the same files and options',
    );
}

function differs(a: FrameAt, b: FrameAt, names: readonly string[]): FtlintError {
  const [input, start, end] = a.header.cover.ranges[0] ?? [0, 0, 0];
  return new FtlintError(
    'partial-differs',
    `${names[a.file]} (frame at byte ${a.at}) and ${names[b.file]} (frame at byte ${b.at}) tell different things of the same bytes of input ${input + 1}: ${start} to ${end} …`,
    'the input was changed between the scans, or a file is damaged: scan that shard again',
  );
}
