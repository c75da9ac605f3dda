import { type Codec, plainCodec } from './codec.ts';

/**
 * A log-linear histogram of non-negative integers: one bucket a value below 128, then 64 buckets for each power of two,
 * so that a bucket's middle is at most 1/128 away from what it stands for. Integers only: states of shards add up.
 */
export interface Lengths {
  count: number;
  /** Exact up to 2^53. */
  sum: number;
  /** Infinity while empty. */
  min: number;
  /** -1 while empty. */
  max: number;
  /** Values by bucket; as long as the largest value asks for. */
  readonly buckets: number[];
}

/** The figures of a report, in the unit of what was added; `mean` to one decimal, percentiles within 1 %. */
export interface LengthSummary {
  readonly min: number;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
  readonly sum: number;
}

/** The empty histogram: identity of `mergeLengths`. */
export function createLengths(): Lengths {
  return { count: 0, sum: 0, min: Infinity, max: -1, buckets: [] };
}

const EXACT = 128;
const PER_OCTAVE = 64;

function bucketOf(value: number): number {
  if (value < EXACT) return value;
  // Above 2^31 shifts are no help: halve exactly (floats keep powers of two) until they are.
  let octaves = 0;
  let head = value;
  while (head >= 0x80000000) {
    head = Math.floor(head / 0x10000);
    octaves += 16;
  }
  const shift = 31 - Math.clz32(head) - 6;
  return (octaves + shift) * PER_OCTAVE + (head >>> shift);
}

function middleOf(bucket: number): number {
  if (bucket < EXACT) return bucket;
  const octave = Math.floor(bucket / PER_OCTAVE) - 1;
  const width = 2 ** octave;
  return (bucket - octave * PER_OCTAVE) * width + Math.floor((width - 1) / 2);
}

/** Adds one length (a non-negative safe integer). */
export function addLength(to: Lengths, value: number): void {
  const bucket = bucketOf(value);
  while (to.buckets.length <= bucket) to.buckets.push(0);
  to.buckets[bucket]++;
  to.count++;
  to.sum += value;
  if (value < to.min) to.min = value;
  if (value > to.max) to.max = value;
}

/** Both histograms as one; neither is changed. */
export function mergeLengths(a: Lengths, b: Lengths): Lengths {
  const [long, short] = a.buckets.length >= b.buckets.length ? [a, b] : [b, a];
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    buckets: long.buckets.map((n, i) => n + (short.buckets[i] ?? 0)),
  };
}

/** The value at `q` in [0, 1] by nearest rank, within 1 %; 0 and 1 give the exact minimum and maximum; 0 when empty. */
export function quantile(of: Lengths, q: number): number {
  if (of.count === 0) return 0;
  const rank = Math.min(of.count, Math.max(1, Math.ceil(q * of.count)));
  if (rank === 1) return of.min;
  if (rank === of.count) return of.max;
  let seen = 0;
  for (let bucket = 0; bucket < of.buckets.length; bucket++) {
    seen += of.buckets[bucket];
    if (seen >= rank) return Math.min(of.max, Math.max(of.min, middleOf(bucket)));
  }
  return of.max;
}

/** How many values lie in buckets above the one of `limit`, and the smallest value (exact) that such a bucket can hold. */
export function above(of: Lengths, limit: number): { readonly count: number; readonly from: number } {
  const next = bucketOf(limit) + 1;
  const octave = Math.max(0, Math.floor(next / PER_OCTAVE) - 1);
  const from = next < EXACT ? next : (next - octave * PER_OCTAVE) * 2 ** octave;
  return { count: of.buckets.slice(next).reduce((sum, n) => sum + n, 0), from };
}

/** What a report prints; zeros when empty. */
export function summary(of: Lengths): LengthSummary {
  return {
    min: of.count === 0 ? 0 : of.min,
    p5: quantile(of, 0.05),
    p50: quantile(of, 0.5),
    p95: quantile(of, 0.95),
    p99: quantile(of, 0.99),
    max: Math.max(0, of.max),
    mean: of.count === 0 ? 0 : Math.round((of.sum / of.count) * 10) / 10,
    sum: of.sum,
  };
}

/** Codec of a histogram. */
export const lengthsCodec: Codec<Lengths> = plainCodec<Lengths>(1);
