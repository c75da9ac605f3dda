import type { Kernel } from './kernel.ts';
import { frequency } from './trigger-search.ts';

/** Bytes of a literal that the kernel has room for. */
const LITERAL_MOST = 56;
const BUCKET_COUNT = 8;

const encoder = new TextEncoder();

/** Whether the kernel can look for these literals. */
export function fitsTables(literals: readonly string[]): boolean {
  return literals.every((literal) => encoder.encode(literal).length <= LITERAL_MOST);
}

/** Index of the second byte of the rarest two neighbours; of a single byte, 0. */
function rarestPair(bytes: Uint8Array): number {
  let best = bytes.length === 1 ? 0 : 1;
  const cost = (i: number): number => frequency(bytes[i - 1]) + frequency(bytes[i]);
  for (let i = 2; i < bytes.length; i++) if (cost(i) < cost(best)) best = i;
  return best;
}

/** Writes the literals, and which halves of two neighbouring bytes may belong to one of them, a bit for each bucket. */
export function writeTriggers(kernel: Kernel, literals: readonly string[]): void {
  const { view, memory } = kernel;
  const nibbles = kernel.at('NIBBLES');
  const buckets = kernel.at('BUCKETS');
  const room = kernel.at('LITERALS');
  const mark = (table: number, half: number, bucket: number): void => {
    memory[nibbles + table * 16 + half] |= 1 << bucket;
  };
  for (const [i, literal] of literals.entries()) {
    const bytes = encoder.encode(literal);
    if (bytes.length === 0) continue;
    const at = rarestPair(bytes);
    // Literals with the same last byte share a bucket: their halves do not multiply.
    const bucket = bytes[at] % BUCKET_COUNT;
    view.setUint32(room + i * 64, bytes.length, true);
    view.setUint32(room + i * 64 + 4, at, true);
    memory.set(bytes, room + i * 64 + 8);
    view.setUint32(buckets + bucket * 4, view.getUint32(buckets + bucket * 4, true) | (1 << i), true);
    for (let half = 0; half < 16; half++) {
      // A single byte may stand behind anything.
      if (at === 0 || half === (bytes[at - 1] & 15)) mark(0, half, bucket);
      if (at === 0 || half === bytes[at - 1] >>> 4) mark(1, half, bucket);
    }
    mark(2, bytes[at] & 15, bucket);
    mark(3, bytes[at] >>> 4, bucket);
  }
}
