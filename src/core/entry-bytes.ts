import { SLAB_MASK, SLAB_SHIFT } from './slabs.ts';
import { ENTRY_BYTES } from './table-entry.ts';

/** Whether words in memory have the byte order of a partial file. */
export const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The bytes of `count` entries from `address` in `pages`, where they lie. */
export function entryBytes(pages: readonly Uint32Array[], address: number, count: number): Uint8Array {
  const page = pages[address >>> SLAB_SHIFT];
  return new Uint8Array(page.buffer, page.byteOffset + (address & SLAB_MASK) * ENTRY_BYTES, count * ENTRY_BYTES);
}

/** Turns the bytes of every 32-bit word round, in place. */
export function swapWords(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.byteLength; at += 4) view.setUint32(at, view.getUint32(at, true));
  return bytes;
}
