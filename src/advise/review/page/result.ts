import { wilson } from '../../../stats/wilson.ts';
import type { Why } from '../sample/items.ts';

/** Records of one kind in a review. */
export interface ReviewCount {
  readonly read: number;
  readonly rejected: number;
}

/** What the reader wrote behind a box. */
export interface ReviewNote {
  readonly place: string;
  readonly says: 'good' | 'bad';
  readonly note: string;
}

/** What a page says beside its ticks. */
export interface ReviewedPage {
  /** What was read: the files as the page names them. */
  readonly of: string;
  readonly by: string | undefined;
  /** Files of the records on the page. */
  readonly files: readonly string[];
  /** Records that there were when the page was drawn; undefined: the page does not say. */
  readonly total: number | undefined;
  /** Records that were drawn for the page. */
  readonly onPage: number;
  /** Records that are still on it. */
  readonly present: number;
  readonly notes: readonly ReviewNote[];
}

/** What a person found who read a sample by hand. */
export interface ReviewResult extends ReviewedPage {
  readonly read: number;
  readonly rejected: number;
  /** Records of the page that nobody ticked, or that are gone from it. */
  readonly unread: number;
  /** Drawn by record hash: these alone say something about the whole set. */
  readonly drawn: ReviewCount;
  /** Chosen because the drawn ones hold none of their class. */
  readonly class: ReviewCount;
  /** Chosen because they have findings. */
  readonly worst: ReviewCount;
  /**
   * 95 % interval of the share of bad records in the set, as fractions; undefined while none of the drawn was read.
   * Every record is as likely to be drawn as any other, and classes and lengths have their shares: strata by their shares do not
   * scatter more than records drawn at random, so the interval of those holds (test/review-sample tries it).
   */
  readonly interval: readonly [number, number] | undefined;
  /** The whole in one line. */
  readonly line: string;
  readonly risks: readonly string[];
}

const percent = (share: number): string => `${Math.round(share * 100)}`;
const are = (count: number): string => (count === 1 ? '1 is' : `${count} are`);

/** Sums a review up: what was counted of each kind, and who read it. */
export function reviewResult(
  { drawn, class: ofClasses, worst }: Readonly<Record<Why, ReviewCount>>,
  page: ReviewedPage,
): ReviewResult {
  const { by, onPage, present } = page;
  const read = drawn.read + ofClasses.read + worst.read;
  const rejected = drawn.rejected + ofClasses.rejected + worst.rejected;
  const [unread, gone] = [onPage - read, onPage - present];
  const interval = drawn.read === 0 ? undefined : wilson(drawn.rejected, drawn.read);
  const says =
    interval === undefined
      ? 'none of those drawn by hash was read, so nothing is known about the set'
      : `95 % interval of bad records ${percent(interval[0])}–${percent(interval[1])} %${unread === 0 ? '' : ` (from the ${drawn.read} read)`}`;
  const some = unread === 0 ? `${read} read` : `${read} of ${onPage} read`;
  const counts = `${some}${gone > 0 ? ` (${are(gone)} gone from the page)` : ''}, ${rejected} rejected`;
  const beside = [
    ...(ofClasses.read > 0 ? [`; of the ${ofClasses.read} of rare classes ${ofClasses.rejected}`] : []),
    ...(worst.read > 0 ? [`; of the ${worst.read} worst ${worst.rejected}`] : []),
  ].join('');
  const line =
    beside === ''
      ? `${counts}: ${says}`
      : `${counts}; of the ${drawn.read} drawn by hash ${drawn.rejected}: ${says}${beside}`;
  const left =
    'the interval counts those that were read, and holds for the set only if nobody chose which to read by what stands in them';
  const risks = [
    ...(read === 0 ? [`None of the ${onPage} records of the review was read.`] : []),
    ...(read > 0 && unread > 0
      ? [
          `${unread} of the ${onPage} records of the review were not read${gone > 0 ? `, of which ${are(gone)} gone from its page` : ''}: ${left}.`,
        ]
      : []),
    ...(by === undefined ? ['The review does not say who read it.'] : []),
  ];
  return { ...page, read, rejected, unread, drawn, class: ofClasses, worst, interval, line, risks };
}
