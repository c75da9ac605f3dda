import { corrupt } from './zstd-bits.ts';
import { BLOCK_MOST } from './zstd-frame.ts';
import { type HuffmanTable, readHuffman, unhuffman } from './zstd-huffman.ts';

/** Bytes of a block that are not copied from before it, and what is kept of them for the next. */
export interface Literals {
  readonly bytes: Uint8Array;
  /** Where they end in the block. */
  readonly end: number;
  readonly table: HuffmanTable | undefined;
}

const RAW = 0;
const RLE = 1;
const COMPRESSED = 2;

/** Reads the literals at the beginning of the block `bytes[from, to)` (RFC 8878, 3.1.1.3.1). */
export function readLiterals(bytes: Uint8Array, from: number, to: number, before: HuffmanTable | undefined): Literals {
  const [a, b = 0, c = 0, d = 0, e = 0] = bytes.subarray(from, Math.min(to, from + 5));
  if (a === undefined) throw corrupt();
  const type = a & 3;
  const format = (a >> 2) & 3;
  if (type === RAW || type === RLE) {
    const head = format === 1 ? 2 : format === 3 ? 3 : 1;
    const size = head === 1 ? a >> 3 : (a >> 4) | (b << 4) | (head === 3 ? c << 12 : 0);
    const start = from + head;
    const end = start + (type === RAW ? size : 1);
    if (end > to || size > BLOCK_MOST) throw corrupt();
    const literals = type === RAW ? bytes.subarray(start, end) : new Uint8Array(size).fill(bytes[start]);
    return { bytes: literals, end, table: before };
  }
  const [head, size, packed] =
    format < 2
      ? [3, (a >> 4) | ((b & 0x3f) << 4), (b >> 6) | (c << 2)]
      : format === 2
        ? [4, (a >> 4) | (b << 4) | ((c & 3) << 12), (c >> 2) | (d << 6)]
        : [5, (a >> 4) | (b << 4) | ((c & 0x3f) << 12), (c >> 6) | (d << 2) | (e << 10)];
  let start = from + head;
  const end = start + packed;
  if (end > to || size > BLOCK_MOST) throw corrupt();
  let table = before;
  if (type === COMPRESSED) ({ table, end: start } = readHuffman(bytes, start, end));
  if (table === undefined) throw corrupt();
  const out = new Uint8Array(size);
  if (format === 0) unhuffman(bytes, start, end, table, out);
  else unhuffmanFour(bytes, start, end, table, out);
  return { bytes: out, end, table };
}

/** Four streams, of three of which the lengths stand before them. */
function unhuffmanFour(bytes: Uint8Array, from: number, to: number, table: HuffmanTable, out: Uint8Array): void {
  const quarter = (out.length + 3) >> 2;
  if (from + 6 > to || quarter * 3 > out.length) throw corrupt();
  let at = from + 6;
  for (let i = 0; i < 4; i++) {
    const end = i === 3 ? to : at + (bytes[from + i * 2] | (bytes[from + i * 2 + 1] << 8));
    if (end > to) throw corrupt();
    unhuffman(bytes, at, end, table, out.subarray(i * quarter, i === 3 ? out.length : (i + 1) * quarter));
    at = end;
  }
}
