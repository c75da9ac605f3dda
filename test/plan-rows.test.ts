import { expect, test } from '@jest/globals';
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
  const [lengths, read] = [createLengths(), createLengths()];
  const sums = { total: 0, answers: 0, trained: 0, over: 0 };
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
    if (!gone || excess === 0) addLength(read, length - excess);
  }
  const { total, answers, trained, over } = sums;
  const fates = gone
    ? { ...NONE, asWritten: rows.length - over, [policy === 'fail' ? 'crash' : 'dropped']: over }
    : { ...NONE, asWritten: rows.length - over, truncated: over };
  const of = {
    rows: fates,
    lengths: summary(lengths),
    read: summary(read),
    total,
    trained,
    answers,
    over,
    limit,
    policy,
    learns,
  };
  return { of, tokens: read.sum };
}

const short: readonly Row[] = Array.from({ length: 900 }, (_, i) => [20 + (i % 60), 10 + ((i * 7) % 200)]);
const long: readonly Row[] = Array.from({ length: 100 }, (_, i) => [20 + (i % 60), 600 + ((i * 31) % 3000)]);

test.each<[TargetLength['policy'], Counted['learns']]>([
  ['drop', 'answers'],
  ['fail', 'answers'],
  ['drop', 'all'],
  ['cut-end', 'answers'],
  ['cut-end', 'all'],
  ['cut-start', 'all'],
  ['split', 'answers'],
  ['split', 'all'],
])(
  '%s, the loss sees %s: what is read of rows of which some are too long is what the check counted',
  (policy, learns) => {
    const { of, tokens } = counted([...short, ...long], 512, policy, learns);
    const rows = policy === 'drop' || policy === 'fail' ? 900 : 1000;
    expect(rowsRead(of, 512)).toMatchObject({ rows, tokens, trained: of.trained, estimated: false });
  },
);

test('rows without anything to train on are read', () => {
  const { of } = counted(short, 512, 'drop', 'answers');
  const rows = { ...of.rows, asWritten: 800, untrained: 100 };
  expect(rowsRead({ ...of, rows }, 512)).toMatchObject({ rows: 900, untrained: 100 });
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
