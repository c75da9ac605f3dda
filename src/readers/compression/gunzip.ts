import { FtlintError } from '../../core/error.ts';
import type { Chunks } from '../chunks.ts';
import { slowCrc32 } from './crc32.ts';
import { type Taker, taker } from './taker.ts';

/** Input handed to zlib at once: bounds what one write can blow up to (deflate gives at most 1,032 : 1). */
const SLICE = 32 * 1024;
const OUTPUT = 256 * 1024;

/** Bits of the header's flag byte (RFC 1952, 2.3.1). */
const HAS = { checksum: 2, extra: 4, name: 8, comment: 16 } as const;

/**
 * Decompressed bytes of a gzip file of one or more members. Zeros behind the last one are padding; anything else is a fault,
 * as it is to Python's gzip, which trainers read with: it may be a damaged member.
 * Not node's Gunzip: that one drops output it already has when the file is cut off or followed by garbage.
 * Throws `truncated-gzip` or `broken-gzip` after all bytes before the fault were given.
 */
export async function* gunzip(input: Chunks, path: string): AsyncGenerator<Uint8Array> {
  const bytes = taker(input);
  try {
    for (let member = 0; await bytes.has(1); member++) {
      await bytes.has(3);
      const [a, b, method] = bytes.peek();
      if (member > 0 && a === 0) return;
      if (a !== 0x1f || b !== 0x8b || method !== 8)
        throw broken(path, member === 0 ? 'it does not begin with a deflate member' : 'something follows its stream');
      await skipHeader(bytes, path);
      yield* inflateMember(bytes, path);
    }
  } finally {
    await bytes.close();
  }
}

async function skipHeader(bytes: Taker, path: string): Promise<void> {
  const need = async (n: number): Promise<Uint8Array> => {
    if (!(await bytes.has(n))) throw truncated(path);
    return bytes.take(n);
  };
  const flags = (await need(10))[3];
  if (flags & HAS.extra) {
    const [low, high] = await need(2);
    await need(low | (high << 8));
  }
  if (flags & HAS.name) while ((await need(1))[0] !== 0);
  if (flags & HAS.comment) while ((await need(1))[0] !== 0);
  if (flags & HAS.checksum) await need(2);
}

async function* inflateMember(bytes: Taker, path: string): AsyncGenerator<Uint8Array> {
  // Loaded here: most inputs are plain. Node has the checksum since 20.15.
  const { crc32 = slowCrc32, createInflateRaw } = await import('node:zlib');
  const inflate = createInflateRaw({ chunkSize: OUTPUT });
  let out: Uint8Array[] = [];
  let failure: Error | undefined;
  inflate.on('data', (chunk: Uint8Array) => out.push(chunk));
  inflate.on('error', (error) => (failure ??= error));
  let checksum = 0;
  let size = 0;
  try {
    for (;;) {
      if (!(await bytes.has(1))) throw truncated(path);
      const chunk = bytes.take(Math.min(bytes.available(), SLICE));
      const before = inflate.bytesWritten;
      await new Promise<void>((done) => {
        inflate.once('error', () => done());
        inflate.write(chunk, () => done());
      });
      for (const piece of out) {
        checksum = crc32(piece, checksum);
        size = (size + piece.length) >>> 0;
        yield piece;
      }
      out = [];
      if (failure !== undefined) throw broken(path, failure.message);
      inflate.removeAllListeners('error').on('error', (error) => (failure ??= error));
      const used = inflate.bytesWritten - before;
      // zlib leaves bytes alone only behind the end of the member.
      if (used < chunk.length) {
        bytes.giveBack(chunk.subarray(used));
        break;
      }
    }
  } finally {
    inflate.destroy();
  }
  if (!(await bytes.has(8))) throw truncated(path);
  const trailer = bytes.take(8);
  const view = new DataView(trailer.buffer, trailer.byteOffset, 8);
  if (view.getUint32(0, true) !== checksum || view.getUint32(4, true) !== size)
    throw broken(path, 'its checksum is wrong');
}

const truncated = (path: string): FtlintError =>
  new FtlintError(
    'truncated-gzip',
    `${path} ends before its gzip stream does: the file was cut off.`,
    `Copy or download it again, then try: gzip -t ${path}`,
  );

const broken = (path: string, why: string): FtlintError =>
  new FtlintError(
    'broken-gzip',
    `${path} is a damaged gzip file: ${why}.`,
    `Copy or download it again, then try: gzip -t ${path}`,
  );
