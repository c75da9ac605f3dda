import type { LengthSummary } from '../stats/lengths.ts';

const RANKS = [0, 0.05, 0.5, 0.95, 0.99, 1] as const;

/**
 * Mean tokens of a row when each is cut at `limit`, read off a curve through the percentiles. Between two of them the
 * curve bends by one exponent for all pieces, chosen so that its mean is the known one: a single long row among short ones
 * weighs what it weighs.
 */
export function cutMean(lengths: Omit<LengthSummary, 'sum'>, limit: number): number {
  const { min, p5, p50, p95, p99, max, mean } = lengths;
  if (max <= limit) return mean;
  if (min >= limit) return limit;
  const knots = [min, p5, p50, p95, p99, max];
  const pieces = knots
    .slice(1)
    .map((to, i) => ({ from: knots[i], rise: to - knots[i], width: RANKS[i + 1] - RANKS[i] }));
  const least = pieces.reduce((sum, { from, width }) => sum + from * width, 0);
  const rises = pieces.reduce((sum, { rise, width }) => sum + rise * width, 0);
  // Percentiles are within 1 %, so the mean may lie a little outside what they allow.
  const bend = Math.min(1e6, Math.max(1e-6, rises / Math.max(mean - least, 1e-9) - 1));
  const cut = pieces.reduce((sum, { from, rise, width }) => {
    if (from >= limit) return sum + limit * width;
    if (from + rise <= limit) return sum + (from + rise / (bend + 1)) * width;
    const at = ((limit - from) / rise) ** (1 / bend);
    return sum + (from * at + (rise * at ** (bend + 1)) / (bend + 1) + limit * (1 - at)) * width;
  }, 0);
  return Math.min(mean, limit, cut);
}
