import type { Trigger } from '../core/triggers.ts';
import type { Kernel } from './kernel.ts';
import { frequency } from './trigger-search.ts';

/** Literals, and bytes of one, that the kernel has room for. */
const LITERALS_MOST = 64;
const LITERAL_MOST = 52;
const BUCKET_COUNT = 8;

const encoder = new TextEncoder();

/** Whether the kernel can look for these literals. */
export function fitsTables(triggers: readonly Trigger[]): boolean {
  return (
    triggers.length <= LITERALS_MOST && triggers.every(({ literal }) => encoder.encode(literal).length <= LITERAL_MOST)
  );
}

/** Index of the second byte of the rarest two neighbours; of a single byte, 0. */
function rarestPair(bytes: Uint8Array): number {
  let best = bytes.length === 1 ? 0 : 1;
  const cost = (i: number): number => frequency(bytes[i - 1]) + frequency(bytes[i]);
  for (let i = 2; i < bytes.length; i++) if (cost(i) < cost(best)) best = i;
  return best;
}

/** How often text holds a byte, roughly. */
const WEIGHTS = Float64Array.from({ length: 256 }, (_, byte) => 6 ** frequency(byte));

/** Halves of bytes that a table lets through: bit i the low half i, bit 16 + i the high half i. */
type Halves = number;
const ALL: Halves = 0xffffffff;
const LOWS: Halves = 0xffff;
const halvesOf = (byte: number): Halves => (1 << (byte & 15)) | (1 << (16 + (byte >>> 4)));

/** How often text holds a byte that passes. */
function weightOf(halves: Halves): number {
  let weight = 0;
  for (let highs = halves >>> 16; highs !== 0; highs &= highs - 1) {
    const row = (31 - Math.clz32(highs & -highs)) << 4;
    for (let lows = halves & 0xffff; lows !== 0; lows &= lows - 1)
      weight += WEIGHTS[row | (31 - Math.clz32(lows & -lows))];
  }
  return weight;
}

/** What a bucket lets through, of the byte before and of the byte itself, and its literals as a bit set. */
interface Bucket {
  before: Halves;
  now: Halves;
  literals: bigint;
}

/**
 * Shares the literals out so that few other pairs of bytes pass: halves multiply. Pairs whose neighbours in the tables
 * are common bytes go first and get a bucket to themselves: with any other pair they would let words pass.
 */
function shareOut(pairs: readonly Bucket[]): readonly Bucket[] {
  const buckets = Array.from({ length: BUCKET_COUNT }, (): Bucket => ({ before: 0, now: 0, literals: 0n }));
  const weights = new Float64Array(BUCKET_COUNT);
  const order = pairs.map((pair) => ({ pair, weight: weightOf(pair.before | LOWS) * weightOf(pair.now | LOWS) }));
  for (const { pair } of order.toSorted((a, b) => b.weight - a.weight)) {
    let [least, best, together] = [Infinity, 0, 0];
    for (const [b, { before, now }] of buckets.entries()) {
      const weight = weightOf(before | pair.before) * weightOf(now | pair.now);
      if (weight - weights[b] < least) [least, best, together] = [weight - weights[b], b, weight];
    }
    const bucket = buckets[best];
    bucket.before |= pair.before;
    bucket.now |= pair.now;
    bucket.literals |= pair.literals;
    weights[best] = together;
  }
  return buckets;
}

/** Writes the literals, and which halves of two neighbouring bytes may belong to one of them, a bit for each bucket. */
export function writeTriggers(kernel: Kernel, triggers: readonly Trigger[]): void {
  const { view, memory } = kernel;
  const room = kernel.at('LITERALS');
  const pairs = triggers.flatMap(({ literal, mask }, i) => {
    const bytes = encoder.encode(literal);
    if (bytes.length === 0) return [];
    const at = rarestPair(bytes);
    view.setUint32(room + i * 64, bytes.length, true);
    view.setUint32(room + i * 64 + 4, at, true);
    memory.set(bytes, room + i * 64 + 8);
    view.setUint32(room + i * 64 + 60, mask >>> 0, true);
    // A single byte may stand behind anything.
    const before = at === 0 ? ALL : halvesOf(bytes[at - 1]);
    return [{ before, now: halvesOf(bytes[at]), literals: 1n << BigInt(i) }];
  });
  const nibbles = kernel.at('NIBBLES');
  const buckets = shareOut(pairs);
  for (let b = 0; b < BUCKET_COUNT; b++) {
    const { before, now, literals } = buckets[b];
    view.setBigUint64(kernel.at('BUCKETS') + b * 8, literals, true);
    for (const [table, halves] of [before, before >>> 16, now, now >>> 16].entries())
      for (let half = 0; half < 16; half++) if ((halves >> half) & 1) memory[nibbles + table * 16 + half] |= 1 << b;
  }
}
