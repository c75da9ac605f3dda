import { wilson } from '../stats/wilson.ts';

/** Records of one kind in a review. */
export interface ReviewCount {
  readonly read: number;
  readonly rejected: number;
}

/** What a person found who read a sample by hand. */
export interface ReviewResult {
  /** What was read: the files as the page names them. */
  readonly of: string;
  /** Files of the records on the page. */
  readonly files: readonly string[];
  readonly by: string | undefined;
  readonly read: number;
  readonly rejected: number;
  readonly unread: number;
  /** Drawn by record hash: these alone say something about the whole set. */
  readonly drawn: ReviewCount;
  /** Chosen because they have findings. */
  readonly worst: ReviewCount;
  /** 95 % interval of the share of bad records in the set, as fractions; undefined while none of the drawn was read. */
  readonly interval: readonly [number, number] | undefined;
  /** The whole in one line. */
  readonly line: string;
  readonly risks: readonly string[];
}

const percent = (share: number): string => `${Math.round(share * 100)}`;

/** Sums a review up. */
export function reviewResult(
  drawn: ReviewCount,
  worst: ReviewCount,
  unread: number,
  by: string | undefined,
  of: string,
  files: readonly string[] = [],
): ReviewResult {
  const read = drawn.read + worst.read;
  const rejected = drawn.rejected + worst.rejected;
  const interval = drawn.read === 0 ? undefined : wilson(drawn.rejected, drawn.read);
  const says =
    interval === undefined
      ? 'none of those drawn by hash was read, so nothing is known about the set'
      : `95 % interval of bad records ${percent(interval[0])}–${percent(interval[1])} %`;
  const counts = `${read} read, ${rejected} rejected`;
  const line =
    worst.read === 0
      ? `${counts}: ${says}`
      : `${counts}; of the ${drawn.read} drawn by hash ${drawn.rejected}: ${says}; of the ${worst.read} worst ${worst.rejected}`;
  const risks = [
    ...(unread > 0 ? [`${unread} records of the review were not read.`] : []),
    ...(by === undefined ? ['The review does not say who read it.'] : []),
  ];
  return { of, files, by, read, rejected, unread, drawn, worst, interval, line, risks };
}
