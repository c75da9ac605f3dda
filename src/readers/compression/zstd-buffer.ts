import { corrupt } from './zstd-bits.ts';
import { BLOCK_MOST, frameHeader, HEADER_MOST, headerBytes, isFrame, isSkippable } from './zstd-frame.ts';
import type { HuffmanTable } from './zstd-huffman.ts';
import { readLiterals } from './zstd-literals.ts';
import { readSequences, type SequenceState } from './zstd-sequences.ts';

const RAW = 0;
const RLE = 1;
const COMPRESSED = 2;

/**
 * Decompresses a buffer of zstd frames to exactly `length` bytes, or throws. As strict as the reference: a stream of bits
 * that does not end where its symbols do is damage, which a decoder that only decodes never sees; texts of a column have
 * nothing else that would show it. A frame's checksum, which writers of tables leave out, is passed over.
 */
export function unzstdBuffer(input: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  let to = 0;
  while (at < input.length) {
    const head = input.subarray(at, at + HEADER_MOST);
    if (head.length < 5) throw corrupt();
    if (isSkippable(head)) {
      if (head.length < 8) throw corrupt();
      at += 8 + new DataView(head.buffer, head.byteOffset, 8).getUint32(4, true);
      if (at > input.length) throw corrupt();
    } else if (isFrame(head)) ({ at, to } = unframe(input, at, out, to));
    else throw corrupt();
  }
  if (to !== length) throw corrupt();
  return out;
}

interface Places {
  /** In the input. */
  readonly at: number;
  /** In the output. */
  readonly to: number;
}

function unframe(input: Uint8Array, begin: number, out: Uint8Array, first: number): Places {
  const bytes = input.subarray(begin, begin + HEADER_MOST);
  const header = bytes.length < headerBytes(bytes[4]) ? undefined : frameHeader(bytes);
  if (header === undefined || header.dictionary !== 0) throw corrupt();
  const state: SequenceState = { tables: [], offsets: [1, 4, 8] };
  let huffman: HuffmanTable | undefined;
  let at = begin + header.bytes;
  let to = first;

  function unpack(end: number): void {
    const literals = readLiterals(input, at, end, huffman);
    huffman = literals.table;
    let taken = 0;
    const take = (count: number): void => {
      if (taken + count > literals.bytes.length || to + count > out.length) throw corrupt();
      out.set(literals.bytes.subarray(taken, taken + count), to);
      taken += count;
      to += count;
    };
    readSequences(input, literals.end, end, state, (count, offset, match) => {
      take(count);
      if (offset > to - first || to + match > out.length) throw corrupt();
      // What is copied may begin to repeat before all of it is there.
      if (offset >= match) out.copyWithin(to, to - offset, to - offset + match);
      else for (let i = 0; i < match; i++) out[to + i] = out[to + i - offset];
      to += match;
    });
    take(literals.bytes.length - taken);
  }

  for (let last = false; !last;) {
    if (at + 3 > input.length) throw corrupt();
    const word = input[at] | (input[at + 1] << 8) | (input[at + 2] << 16);
    last = (word & 1) === 1;
    const type = (word >> 1) & 3;
    const size = word >>> 3;
    const end = at + 3 + (type === RLE ? 1 : size);
    if (size > BLOCK_MOST || end > input.length) throw corrupt();
    at += 3;
    const before = to;
    if (type === COMPRESSED) unpack(end);
    else if (type === RAW || type === RLE) {
      if (to + size > out.length) throw corrupt();
      if (type === RAW) out.set(input.subarray(at, end), to);
      else out.fill(input[at], to, to + size);
      to += size;
    } else throw corrupt();
    if (to - before > BLOCK_MOST) throw corrupt();
    at = end;
  }
  if (header.content !== undefined && to - first !== header.content) throw corrupt();
  if (header.checksum) at += 4;
  if (at > input.length) throw corrupt();
  return { at, to };
}
