import { FtlintError } from '../../core/error.ts';
import { BUCKETS, type Range } from './frame.ts';
import { isWhole, type PieceFrames } from './pieces.ts';
import type { Stamp } from './stamps.ts';

const bytes = (from: number, to: number): string =>
  `bytes ${from.toLocaleString('en-US')} to ${to.toLocaleString('en-US')}`;

/** Refuses pieces that count the same bytes twice. Names of inputs may be unknown (`stamps` undefined). */
export function refuseOverlaps(
  pieces: readonly PieceFrames[],
  names: readonly string[],
  stamps: readonly Stamp[] | undefined,
): void {
  const all = pieces.flatMap((piece) => piece.piece.ranges.map((range) => ({ piece, range })));
  all.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  for (let i = 1; i < all.length; i++) {
    const [before, after] = [all[i - 1], all[i]];
    if (before.range[0] !== after.range[0] || after.range[1] >= before.range[2]) continue;
    const [file, start] = after.range;
    const both = bytes(start, Math.min(before.range[2], after.range[2]));
    throw new FtlintError(
      'partial-overlap',
      `${stamps?.[file]?.name ?? `input ${file + 1}`}: ${both} are in ${names[before.piece.file]} (${shardOf(before.piece)}) and in ${names[after.piece.file]} (${shardOf(after.piece)})`,
      'give the shards of one division: every i of one n',
    );
  }
}

/** Refuses a set of pieces that lacks some byte of an input, or the state or a needed bucket of a piece. They must not overlap. */
export function refuseGaps(
  pieces: readonly PieceFrames[],
  names: readonly string[],
  stamps: readonly Stamp[],
  needed: (bucket: number) => boolean,
): void {
  for (const piece of pieces) refuseLostFrames(piece, names, needed);
  const ranges = pieces.flatMap((piece) => piece.piece.ranges).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  stamps.forEach(({ name, size }, input) => {
    const gap = gapIn(
      ranges.filter(([file]) => file === input),
      Math.max(1, size),
    );
    if (gap === undefined) return;
    const lost = missingShards(pieces);
    throw new FtlintError(
      'partial-incomplete',
      `${name}: ${bytes(...gap)} are in none of the partial results`,
      lost === '' ? 'give the partial results of all shards' : `${lost} missing: scan it, or give its file too`,
    );
  });
}

function gapIn(ranges: readonly Range[], size: number): [number, number] | undefined {
  let end = 0;
  for (const [, start, stop] of ranges) {
    if (start > end) return [end, start];
    end = stop;
  }
  return end < size ? [end, size] : undefined;
}

const shardOf = ({ piece: { shard } }: PieceFrames): string => `shard ${shard[0]}/${shard[1]}`;

/** "shards 3/7 and 5/7 are", where all are of one division. */
function missingShards(pieces: readonly PieceFrames[]): string {
  const divisions = new Set(pieces.map(({ piece }) => piece.shard[1]));
  if (divisions.size !== 1) return '';
  const [of] = divisions;
  const seen = new Set(pieces.map(({ piece }) => piece.shard[0]));
  const lost: string[] = [];
  for (let i = 1; i <= of && lost.length < 6; i++) if (!seen.has(i)) lost.push(`${i}/${of}`);
  if (lost.length === 0) return '';
  const list = lost.length > 5 ? `${lost.slice(0, 5).join(', ')} …` : lost.join(', ');
  return lost.length === 1 ? `shard ${list} is` : `shards ${list} are`;
}

/** A file that was cut between two frames is in order but for what it lacks. */
function refuseLostFrames(
  { piece, file, set, buckets }: PieceFrames,
  names: readonly string[],
  needed: (bucket: number) => boolean,
): void {
  const lacks = (what: string): FtlintError =>
    new FtlintError(
      'partial-incomplete',
      `${names[file]} lacks ${what} of shard ${piece.shard.join('/')}`,
      'the file was cut off between two frames: copy it again, or scan that shard again',
    );
  if (!isWhole(set)) throw lacks('the state');
  if (piece.ranges.length === 0) return;
  for (let bucket = 0; bucket < BUCKETS; bucket++)
    if (needed(bucket) && !isWhole(buckets[bucket])) throw lacks(`bucket ${bucket}`);
}
