import * as zlib from 'node:zlib';
import { lz4Hadoop, lz4Raw } from '../compression/lz4.ts';
import { canHold, orDamaged, Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';
import { unsnappy } from '../compression/snappy.ts';
import { unzstdBuffer } from '../compression/zstd-buffer.ts';

/** Decompresses to exactly `length` bytes, or throws. */
type Codec = (input: Uint8Array, length: number) => Uint8Array;

/** What zlib of Node 22.15, 23.8 and later has; types of the oldest Node that is supported know nothing of it. */
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: typeof zlib.gunzipSync };

/** The platform's decoder where it has one; the other is as strict. */
export const zstd: Codec =
  zstdDecompressSync === undefined
    ? unzstdBuffer
    : (input, length) => zstdDecompressSync(input, { maxOutputLength: Math.max(1, length) });

/** By their numbers in parquet.thrift; LZO is what nobody writes. */
const CODECS: readonly (readonly [name: string, decode: Codec | undefined])[] = [
  ['none', (input) => input],
  ['Snappy', unsnappy],
  ['gzip', (input, length) => zlib.unzipSync(input, { maxOutputLength: Math.max(1, length) })],
  ['LZO', undefined],
  ['Brotli', (input, length) => zlib.brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) })],
  ['LZ4', lz4Hadoop],
  ['zstd', zstd],
  ['LZ4', lz4Raw],
];

/** Decompresses a page of `length` bytes; its memory is bounded by that. Throws Unreadable. */
export function unpackPage(input: Uint8Array, codec: number, length: number): Uint8Array {
  const [name, decode] = CODECS[codec] ?? [`codec ${codec}`, undefined];
  if (decode === undefined)
    throw new Unreadable(`is compressed with ${name}, which ftlint does not open`, 'Write it with zstd or Snappy');
  if (!canHold(input.length, length)) throw wrongLength();
  const page = orDamaged(`a page compressed with ${name}`, () => decode(input, length));
  if (page.length !== length) throw wrongLength();
  return page;
}

const wrongLength = (): Unreadable =>
  new Unreadable('is damaged: a page of it has another length than it says', WRITE_AGAIN);
