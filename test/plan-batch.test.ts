import { describe, expect, test } from '@jest/globals';
import { batchFactor } from '../src/plan/cut-tokens.ts';
import { addLength, createLengths, summary } from '../src/stats/lengths.ts';
import { plan, report } from './plan-run.ts';

/** Lengths that are spread widely, always the same ones. */
const LENGTHS = Array.from(
  { length: 4000 },
  (_, i) => 20 + Math.round(30 * Math.exp(3 * (((i * 2654435761) % 4096) / 4096))),
);
const lengths = createLengths();
for (const one of LENGTHS) addLength(lengths, one);

/** Mean of the longest of `batch` divided by the mean, in batches as they come. */
function factor(batch: number, limit: number): number {
  let [padded, sum] = [0, 0];
  // Each start once, with strides that have nothing in common with the rows.
  for (let i = 0; i < LENGTHS.length; i++) {
    const rows = Array.from({ length: batch }, (_, k) =>
      Math.min(limit, LENGTHS[(i * 7919 + k * 1237) % LENGTHS.length]),
    );
    padded += Math.max(...rows) * batch;
    sum += rows.reduce((a, b) => a + b, 0);
  }
  return padded / sum;
}

describe('padding of a batch, from percentiles', () => {
  test.each([
    [1, Infinity],
    [2, Infinity],
    [4, Infinity],
    [16, Infinity],
    [4, 200],
    [16, 100],
  ])('%i rows, cut at %d', (batch, limit) => {
    const computed = batchFactor(summary(lengths), batch, limit);
    expect(Math.abs(computed / factor(batch, limit) - 1)).toBeLessThan(0.08);
    if (batch === 1) expect(computed).toBe(1);
  });

  test('rows of one length need none', () => {
    const even = createLengths();
    for (let i = 0; i < 50; i++) addLength(even, 100);
    expect(batchFactor(summary(even), 16, Infinity)).toBe(1);
  });
});

describe('what a batch does to a run', () => {
  const words = 'train.jsonl --model 7B --for trl-sft --sequence 2048';
  test('one row has no padding, packed rows have none, sixteen have what their longest says', async () => {
    const padding = async (more: string): Promise<number> => (await report(`${words} ${more}`)).data!.padding.batch;
    expect([await padding(''), await padding('--packing --batch 16')]).toEqual([0, 0]);
    const [four, sixteen] = [await padding('--batch 4'), await padding('--batch 16')];
    expect(four).toBeGreaterThan(0.05);
    expect(sixteen).toBeGreaterThan(four);
    const { out } = await plan(`${words} --batch 16`, 400);
    expect(out.replace(/\s+/g, ' ')).toContain('tokens × mean of the longest of 16 / mean length');
  });

  test('a step that takes more rows than there are is one an epoch, and is said', async () => {
    const { data, notes, times } = await report(`${words} --gpus 1000 --batch 8`);
    expect(data!.steps).toMatchObject({ perEpoch: 1, all: 3, rows: 64_000 });
    expect(notes.join('\n')).toContain(
      'one step takes 64,000 rows (batch 8 × accumulation 8 × 1000 cards) and the file has 600',
    );
    for (const { hours, tokensPerSecond, microBatches } of times) {
      expect(microBatches.count).toBe(3);
      expect(tokensPerSecond.low).toBeGreaterThan(0);
      if (hours !== null) expect(hours.low).toBeGreaterThan(0);
    }
  });

  test('the price of an hour stands beside the money, with its day', async () => {
    const { times, notes } = await report(words);
    expect(times[1].price).toMatchObject({ low: 1.19, high: 2.79, date: '2026-09-25' });
    expect(notes.join('\n')).toMatch(/NVIDIA A100 80 GB at \$1.19–2.79 an hour: RunPod/);
    expect((await plan(words, 200)).out).toMatch(/a100-80gb at \$1.19–2.79 an hour \(list of 2026-09-25\)/);
    expect((await plan(`${words} --price 2`, 200)).out).toMatch(/a100-80gb at \$2.00 an hour \(--price\)/);
  });
});
