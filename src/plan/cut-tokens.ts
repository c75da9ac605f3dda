import type { LengthSummary } from '../stats/lengths.ts';

type Lengths = Omit<LengthSummary, 'sum'>;

const RANKS = [0, 0.05, 0.5, 0.95, 0.99, 1] as const;

/** A part of a curve through percentiles: from this rank on, so wide, from so many tokens up by so many. */
interface Piece {
  readonly rank: number;
  readonly width: number;
  readonly from: number;
  readonly rise: number;
}

/**
 * A curve through the percentiles. Between two of them it bends by one exponent for all pieces, chosen so that its mean is the
 * known one: a single long row among short ones weighs what it weighs.
 */
function curveOf({ min, p5, p50, p95, p99, max, mean }: Lengths): {
  readonly pieces: readonly Piece[];
  readonly bend: number;
} {
  const knots = [min, p5, p50, p95, p99, max];
  const pieces = knots.slice(1).map((to, i) => ({
    rank: RANKS[i],
    width: RANKS[i + 1] - RANKS[i],
    from: knots[i],
    rise: to - knots[i],
  }));
  const least = pieces.reduce((sum, { from, width }) => sum + from * width, 0);
  const rises = pieces.reduce((sum, { rise, width }) => sum + rise * width, 0);
  // Percentiles are within 1 %, so the mean may lie a little outside what they allow.
  return { pieces, bend: Math.min(1e6, Math.max(1e-6, rises / Math.max(mean - least, 1e-9) - 1)) };
}

/** Mean tokens of a row when each is cut at `limit`, read off a curve through the percentiles. */
export function cutMean(lengths: Lengths, limit: number): number {
  const { min, max, mean } = lengths;
  if (max <= limit) return mean;
  if (min >= limit) return limit;
  const { pieces, bend } = curveOf(lengths);
  const cut = pieces.reduce((sum, { from, rise, width }) => {
    if (from >= limit) return sum + limit * width;
    if (from + rise <= limit) return sum + (from + rise / (bend + 1)) * width;
    const at = ((limit - from) / rise) ** (1 / bend);
    return sum + (from * at + (rise * at ** (bend + 1)) / (bend + 1) + limit * (1 - at)) * width;
  }, 0);
  return Math.min(mean, limit, cut);
}

/** Points at which the longest row of a batch is averaged. */
const POINTS = 2048;

/**
 * How many times the tokens of the rows a card computes when each batch of `batch` rows, drawn at random, is padded to its
 * longest row: E[longest of b] / mean, with E[longest of b] = ∫ Q(u) b u^(b−1) du over the rows' quantiles Q, of which each is
 * `limit` at most.
 */
export function batchFactor(lengths: Lengths, batch: number, limit: number): number {
  if (batch <= 1) return 1;
  const { pieces, bend } = curveOf(lengths);
  const quantile = (u: number): number => {
    const { rank, width, from, rise } = pieces.findLast((piece) => piece.rank <= u)!;
    return Math.min(limit, from + rise * Math.min(1, (u - rank) / width) ** bend);
  };
  let longest = 0;
  let mean = 0;
  for (let i = 0; i < POINTS; i++) {
    const t = (i + 0.5) / POINTS;
    longest += quantile(t ** (1 / batch));
    mean += quantile(t);
  }
  return mean === 0 ? 1 : Math.max(1, longest / mean);
}
