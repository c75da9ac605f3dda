import { describe, expect, test } from '@jest/globals';
import type { Fate, TargetLength } from '../src/core/target-types.ts';
import { type Counted, rowsRead } from '../src/plan/rows-read.ts';
import { addLength, createLengths, summary } from '../src/stats/lengths.ts';

type Row = readonly [prompt: number, answer: number];

const NONE: Readonly<Record<Fate, number>> = {
  asWritten: 0,
  changed: 0,
  truncated: 0,
  untrained: 0,
  dropped: 0,
  crash: 0,
};

/** What a check counts of such rows, as `targets/measure-length` does, and what is read of them in truth. */
function counted(
  rows: readonly Row[],
  limit: number,
  policy: TargetLength['policy'],
  learns: Counted['learns'],
): { readonly of: Counted; readonly tokens: number } {
  const lengths = createLengths();
  const sums = { total: 0, answers: 0, trained: 0, over: 0, tokens: 0 };
  const gone = policy === 'drop' || policy === 'fail';
  for (const [prompt, answer] of rows) {
    const length = prompt + answer;
    addLength(lengths, length);
    sums.total += length;
    sums.answers += answer;
    const excess = policy === 'split' || policy === 'none' ? 0 : Math.max(0, length - limit);
    if (length > limit) sums.over++;
    const seen = learns === 'all' ? length : answer;
    const lost = excess === 0 ? 0 : gone ? seen : Math.min(seen, excess);
    sums.trained += seen - lost;
    sums.tokens += gone && excess > 0 ? 0 : length - excess;
  }
  const { total, answers, trained, over } = sums;
  const fates = gone
    ? { ...NONE, asWritten: rows.length - over, [policy === 'fail' ? 'crash' : 'dropped']: over }
    : { ...NONE, asWritten: rows.length - over, truncated: over };
  const of = { rows: fates, lengths: summary(lengths), total, trained, answers, over, limit, policy, learns };
  return { of, tokens: sums.tokens };
}

const short: readonly Row[] = Array.from({ length: 900 }, (_, i) => [20 + (i % 60), 10 + ((i * 7) % 200)]);
const long: readonly Row[] = Array.from({ length: 100 }, (_, i) => [20 + (i % 60), 600 + ((i * 31) % 3000)]);

describe('tokens that are read of rows of which some are too long', () => {
  test.each<[TargetLength['policy'], Counted['learns'], number]>([
    // What becomes of long rows, what the loss sees, how far off the tokens may be as a share.
    ['drop', 'answers', 0.005],
    ['fail', 'answers', 0.005],
    ['drop', 'all', 0],
    ['cut-end', 'answers', 0],
    ['cut-end', 'all', 0],
    ['cut-start', 'all', 0],
    ['split', 'answers', 0],
    ['split', 'all', 0],
    // Nothing but the lengths' percentiles is known.
    ['cut-end', undefined, 0.15],
    ['drop', undefined, 0.3],
  ])('%s, the loss sees %s', (policy, learns, share) => {
    const { of, tokens } = counted([...short, ...long], 512, policy, learns);
    const read = rowsRead(of, 512);
    expect(Math.abs(read.tokens / tokens - 1)).toBeLessThanOrEqual(share);
    expect(read.rows).toBe(policy === 'drop' || policy === 'fail' ? 900 : 1000);
    if (learns !== undefined) expect(read.trained).toBe(of.trained);
    expect(read.trained).toBeLessThanOrEqual(read.tokens);
  });

  test('what is dropped leaves the tokens of the rest, wherever the limit stands', () => {
    const rest = counted(short, 512, 'drop', 'answers').tokens;
    for (const limit of [300, 512, 700, 2000]) {
      const { of, tokens } = counted([...short, ...long], limit, 'drop', 'answers');
      const read = rowsRead(of, limit);
      expect(Math.abs(read.tokens / tokens - 1)).toBeLessThan(0.02);
      expect(read.tokens).toBeGreaterThanOrEqual(rest * 0.99);
    }
  });
});

test('where nothing is too long, all is exact', () => {
  const { of } = counted(short, 512, 'drop', 'answers');
  expect(rowsRead(of, 512)).toMatchObject({ tokens: of.total, trained: of.trained, estimated: false, others: 0 });
});

test('rows without anything to train on are read; rows that are dropped for another reason take a mean row with them', () => {
  const { of } = counted(short, 512, 'drop', 'answers');
  const rows = { ...of.rows, asWritten: 600, untrained: 100, dropped: 150, crash: 50 };
  const read = rowsRead({ ...of, rows }, 512);
  expect(read).toMatchObject({ rows: 700, untrained: 100, others: 200 });
  expect(read.tokens / of.total).toBeCloseTo(700 / 900, 4);
});

test('records that were never measured take nothing with them', () => {
  const { of } = counted(short, 512, 'drop', 'answers');
  expect(rowsRead({ ...of, rows: { ...of.rows, dropped: 500 } }, 512)).toMatchObject({ others: 0, tokens: of.total });
});

test('a shorter sequence than the place takes cuts what is left, and never adds', () => {
  const { of } = counted([...short, ...long], 512, 'cut-end', 'answers');
  let before = Infinity;
  for (const sequence of [512, 400, 200, 50, 10]) {
    const { tokens, trained, alonePadding } = rowsRead(of, sequence);
    expect(tokens).toBeLessThanOrEqual(Math.min(before, 1000 * sequence));
    expect(trained).toBeLessThanOrEqual(tokens);
    expect(alonePadding).toBeGreaterThanOrEqual(0);
    before = tokens;
  }
});
