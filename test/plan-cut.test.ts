import { describe, expect, test } from '@jest/globals';
import { cutMean } from '../src/plan/cut-tokens.ts';
import { addLength, createLengths, summary } from '../src/stats/lengths.ts';

/** The curve of some lengths, and their mean when each is cut. */
function both(lengths: readonly number[], limit: number): readonly [cut: number, exact: number] {
  const state = createLengths();
  for (const one of lengths) addLength(state, one);
  const exact = lengths.reduce((sum, one) => sum + Math.min(one, limit), 0) / lengths.length;
  return [cutMean(summary(state), limit), exact];
}
const even = Array.from({ length: 1000 }, (_, i) => i + 1);

describe('the mean of rows that are cut, read off percentiles', () => {
  test.each<[string, readonly number[], number, number]>([
    // What, lengths, limit, how far off it may be as a share.
    ['even lengths', even, 500, 0.02],
    ['even lengths, cut short', even, 100, 0.05],
    ['one giant among short rows', [...Array.from({ length: 999 }, () => 100), 1e6], 2048, 0.1],
    ['all longer', [3000, 4000, 5000], 2048, 0],
    ['all alike', [300, 300, 300], 200, 0],
    ['none longer', [10, 20, 30], 2048, 0],
  ])('%s', (_what, lengths, limit, share) => {
    const [cut, exact] = both(lengths, limit);
    expect(Math.abs(cut / exact - 1)).toBeLessThanOrEqual(share + 1e-9);
  });

  test('it never falls as the limit grows, and passes neither the limit nor the mean', () => {
    const lengths = [...even, 1e5];
    let before = 0;
    for (let limit = 1; limit < 2e5; limit = Math.ceil(limit * 1.5)) {
      const [cut] = both(lengths, limit);
      expect(cut).toBeGreaterThanOrEqual(before - 1e-9);
      expect(cut).toBeLessThanOrEqual(limit);
      before = cut;
    }
  });
});
