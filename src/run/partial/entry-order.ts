import { isLittleEndian } from '../../core/entry-bytes.ts';
import { sortByFile } from '../../core/file-order.ts';
import { SLAB_SHIFT } from '../../core/slabs.ts';
import { ENTRY_BYTES } from '../../core/table-entry.ts';

/**
 * The entries of a partition in file order: threads finish in any order, and a shard that is scanned twice must give
 * the same bytes. Returns `bucket` itself where the order is right already.
 */
export function inFileOrder(bucket: Uint8Array): Uint8Array {
  const size = bucket.length / ENTRY_BYTES;
  if (size < 2 || !isLittleEndian) return bucket;
  const pages: Uint32Array[] = [];
  const words = new Uint32Array(bucket.buffer, bucket.byteOffset, bucket.length / 4);
  const page = (ENTRY_BYTES / 4) << SLAB_SHIFT;
  for (let at = 0; at < words.length; at += page) pages.push(words.subarray(at, at + page));
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  sortByFile(pages, order, size);
  if (order.every((entry, i) => entry === i)) return bucket;
  const sorted = new Uint8Array(bucket.length);
  order.forEach((entry, i) =>
    sorted.set(bucket.subarray(entry * ENTRY_BYTES, (entry + 1) * ENTRY_BYTES), i * ENTRY_BYTES),
  );
  return sorted;
}
