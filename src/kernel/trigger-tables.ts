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

/** Halves of bytes that one table lets through, as two bit sets. */
interface Halves {
  low: number;
  high: number;
}

/** How often text holds a byte, roughly. */
const WEIGHTS = Float64Array.from({ length: 256 }, (_, byte) => 6 ** frequency(byte));

/** How often it holds one that passes. */
function weightOf({ low, high }: Halves): number {
  let weight = 0;
  for (let highs = high; highs !== 0; highs &= highs - 1) {
    const row = (31 - Math.clz32(highs & -highs)) << 4;
    for (let lows = low; lows !== 0; lows &= lows - 1) weight += WEIGHTS[row | (31 - Math.clz32(lows & -lows))];
  }
  return weight;
}

const ALL: Halves = { low: 0xffff, high: 0xffff };
const NONE: Halves = { low: 0, high: 0 };
const halvesOf = (byte: number): Halves => ({ low: 1 << (byte & 15), high: 1 << (byte >>> 4) });
const both = (a: Halves, b: Halves): Halves => ({ low: a.low | b.low, high: a.high | b.high });

/** What a bucket lets through: of the byte before, and of the byte itself. */
interface Bucket {
  before: Halves;
  now: Halves;
  literals: bigint;
}

/** Shares the literals out so that as few other pairs of bytes as possible pass: halves multiply. */
function shareOut(pairs: readonly { readonly bit: bigint; readonly before: Halves; readonly now: Halves }[]): Bucket[] {
  const buckets: Bucket[] = Array.from({ length: BUCKET_COUNT }, () => ({ before: NONE, now: NONE, literals: 0n }));
  const cost = ({ before, now }: Pick<Bucket, 'before' | 'now'>): number => weightOf(before) * weightOf(now);
  for (const { bit, before, now } of pairs) {
    const dearer = buckets.map((b) => cost({ before: both(b.before, before), now: both(b.now, now) }) - cost(b));
    const best = buckets[dearer.indexOf(Math.min(...dearer))];
    best.before = both(best.before, before);
    best.now = both(best.now, now);
    best.literals |= bit;
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
    return [{ bit: 1n << BigInt(i), before: at === 0 ? ALL : halvesOf(bytes[at - 1]), now: halvesOf(bytes[at]) }];
  });
  const nibbles = kernel.at('NIBBLES');
  for (const [b, { before, now, literals: bits }] of shareOut(pairs).entries()) {
    view.setBigUint64(kernel.at('BUCKETS') + b * 8, bits, true);
    for (const [table, halves] of [before.low, before.high, now.low, now.high].entries())
      for (let half = 0; half < 16; half++) if ((halves >> half) & 1) memory[nibbles + table * 16 + half] |= 1 << b;
  }
}
