import { distinct, entries, isCut } from '../../../stats/bottom-k.ts';
import { type Candidate, candidatesOf, type ReviewPool } from './pool.ts';
import { spread } from './spread.ts';

/** Which records of a set are to be read, by their hashes. */
export interface Draw {
  /** They stand for the set. */
  readonly drawn: readonly string[];
  /** One record each of classes that those lack: rarer than one in so many, so they stand for their class only. */
  readonly ofClasses: readonly string[];
  /** Drawn next where others fall away, in this order. */
  readonly spare: readonly string[];
  readonly classes: {
    /** 0: records of this kind have none. */
    readonly count: number;
    /** Whether the count is exact, not an estimate. */
    readonly exact: boolean;
    /** Classes without a record here for want of room; undefined where there are more classes than records asked for. */
    readonly without: number | undefined;
  };
  /** Longest of the shorter third of the set, and of the middle one; undefined where all are equally long. */
  readonly thirds: readonly [number, number] | undefined;
}

/** Of a review, the share that is chosen for its findings. Our convention: most of it must stand for the set. */
const WORST_SHARE = 0.2;
/** And the share that stands for the set at least, however many classes are rare. Our convention. */
const DRAWN_SHARE = 0.5;

/** Draws `size` records, less up to a fifth for the worst, of which there are `worst`. */
export function draw(pool: ReviewPool, size: number, worst: number): Draw {
  const candidates = candidatesOf(pool);
  const count = distinct(pool.classes);
  const firsts = count <= size ? entries(pool.classes) : [];
  const { drawn, missing } = withClasses(candidates, firsts, size, worst);
  const ofClasses = missing.slice(0, size - drawn.length);
  const taken = new Set([...drawn, ...ofClasses]);
  return {
    drawn,
    ofClasses,
    spare: candidates.flatMap(({ hash }) => (taken.has(hash) ? [] : [hash])).slice(0, size - taken.size),
    classes: {
      count,
      exact: !isCut(pool.classes),
      without: count <= size ? missing.length - ofClasses.length : undefined,
    },
    thirds: thirdsOf(candidates.map(({ length }) => length).toSorted((a, b) => a - b)),
  };
}

/** As many as leave room for the classes that they lack, but not fewer than half of the page; and those classes' records. */
function withClasses(
  candidates: readonly Candidate[],
  firsts: readonly (readonly [string, { readonly hash: string }])[],
  size: number,
  worst: number,
): { readonly drawn: readonly string[]; readonly missing: readonly string[] } {
  const rest = size - Math.min(worst, Math.floor(size * WORST_SHARE));
  const least = Math.ceil(size * DRAWN_SHARE);
  for (let most = rest; ;) {
    const drawn = spread(candidates, most);
    const labels = new Set(drawn.map(({ label }) => label));
    const missing = firsts.flatMap(([label, { hash }]) => (labels.has(label) ? [] : [hash]));
    if (drawn.length + missing.length <= rest || most <= least)
      return { drawn: drawn.map(({ hash }) => hash), missing };
    // Fewer drawn leave more classes out, so the next number need not fit either.
    most = Math.max(least, Math.min(most - 1, rest - missing.length));
  }
}

function thirdsOf(lengths: readonly number[]): Draw['thirds'] {
  if (lengths.length === 0 || lengths[0] === lengths[lengths.length - 1]) return undefined;
  return [lengths[Math.ceil(lengths.length / 3) - 1], lengths[Math.ceil((lengths.length * 2) / 3) - 1]];
}

/** In which third of the set a length lies. */
export function bandOf(length: number, [short, middle]: readonly [number, number]): 'short' | 'middle' | 'long' {
  return length <= short ? 'short' : length <= middle ? 'middle' : 'long';
}
