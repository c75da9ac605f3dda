import { FtlintError } from '../../core/error.ts';
import { concat } from '../chunks.ts';
import type { Chunks } from '../chunks.ts';
import { type Taker, taker } from './taker.ts';
import { zstdDecoder } from './zstd-decoder.ts';
import type { ZstdDecoder } from './zstd-decoder.ts';
import { BLOCK_MOST, type FrameHeader, frameHeader, headerBytes, isFrame, isSkippable } from './zstd-frame.ts';

/** Largest window that is decoded: what `zstd -d` takes without `--long`, and so what others can read. */
const WINDOW_MOST = 128 * 1024 * 1024;
/** Blocks that are decoded at once: bounds what one step can blow up to, 2 MiB. */
const BLOCKS = 16;
const RLE = 1;
const RESERVED = 3;

/**
 * Decompressed bytes of a zstd file of one or more frames. Frames and blocks are cut here, so that every whole block before a
 * fault is given, whoever decodes them, and nothing behind a frame passes unseen.
 * Throws `truncated-zstd`, `broken-zstd`, `zstd-window` or `zstd-dictionary` after all bytes before the fault were given.
 */
export async function* unzstd(input: Chunks, path: string): AsyncGenerator<Uint8Array> {
  const bytes = taker(input);
  let decoder: ZstdDecoder | undefined;
  try {
    for (let frame = 0; await bytes.has(1); frame++) {
      if (!(await bytes.has(4))) throw isStart(bytes.peek()) ? truncated(path) : foreign(path, frame);
      if (isSkippable(bytes.peek())) {
        await skip(bytes, path);
        continue;
      }
      if (!isFrame(bytes.peek())) throw foreign(path, frame);
      decoder ??= await zstdDecoder();
      yield* decodeFrame(bytes, decoder, path);
    }
  } finally {
    decoder?.close();
    await bytes.close();
  }
}

async function* decodeFrame(bytes: Taker, decoder: ZstdDecoder, path: string): AsyncGenerator<Uint8Array> {
  const header = await headerOf(bytes, path);
  let batch = [bytes.take(header.bytes)];
  let blocks = 0;
  const decoded = async (last: boolean): Promise<readonly Uint8Array[]> => {
    const piece = concat(batch, sum(batch));
    [batch, blocks] = [[], 0];
    try {
      return await decoder.decode(piece, last);
    } catch (error) {
      throw broken(path, error instanceof Error ? error.message.toLowerCase() : String(error));
    }
  };
  for (let last = false; !last;) {
    const size = (await bytes.has(3)) ? bodyOf(bytes.peek(), header) : undefined;
    if (size === undefined || size < 0 || !(await bytes.has(3 + size))) {
      if (blocks > 0) yield* await decoded(false);
      throw size !== undefined && size < 0 ? broken(path, 'a block in it is none') : truncated(path);
    }
    last = (bytes.peek()[0] & 1) === 1;
    batch.push(bytes.take(3 + size));
    if (last && header.checksum && (await bytes.has(4))) batch.push(bytes.take(4));
    else if (last && header.checksum) {
      yield* await decoded(false);
      throw truncated(path);
    }
    if (last || ++blocks === BLOCKS) yield* await decoded(last);
  }
}

/** Bytes of a block behind its header; -1 when it can be none. */
function bodyOf([a, b, c]: Uint8Array, { window }: FrameHeader): number {
  const type = (a >> 1) & 3;
  const size = (a | (b << 8) | (c << 16)) >>> 3;
  if (type === RESERVED || size > Math.min(BLOCK_MOST, Math.max(window, 1024))) return -1;
  return type === RLE ? 1 : size;
}

async function headerOf(bytes: Taker, path: string): Promise<FrameHeader> {
  if (!(await bytes.has(5)) || !(await bytes.has(headerBytes(bytes.peek()[4])))) throw truncated(path);
  const header = frameHeader(bytes.peek());
  if (header === undefined) throw broken(path, 'the header of a frame is none');
  if (header.window > WINDOW_MOST)
    throw new FtlintError(
      'zstd-window',
      `${path} was compressed over a distance of ${Math.ceil(header.window / 2 ** 20).toLocaleString('en-US')} MiB, and needs as much memory; ftlint takes 128 MiB.`,
      `zstd -d --long=31 ${path}`,
    );
  if (header.dictionary !== 0)
    throw new FtlintError(
      'zstd-dictionary',
      `${path} was compressed with a dictionary (number ${header.dictionary}), which is not in it.`,
      `zstd -d -D <dictionary> ${path}`,
    );
  return header;
}

async function skip(bytes: Taker, path: string): Promise<void> {
  if (!(await bytes.has(8))) throw truncated(path);
  const head = bytes.take(8);
  let left = new DataView(head.buffer, head.byteOffset, 8).getUint32(4, true);
  while (left > 0) {
    if (!(await bytes.has(1))) throw truncated(path);
    left -= bytes.take(Math.min(left, bytes.available())).length;
  }
}

const sum = (pieces: readonly Uint8Array[]): number => pieces.reduce((total, { length }) => total + length, 0);

/** One to three bytes that a frame may begin with. */
const isStart = ([a, b, c]: Uint8Array): boolean =>
  a === 0x28
    ? (b ?? 0xb5) === 0xb5 && (c ?? 0x2f) === 0x2f
    : (a & 0xf0) === 0x50 && (b ?? 0x2a) === 0x2a && (c ?? 0x4d) === 0x4d;

const foreign = (path: string, frame: number): FtlintError =>
  broken(path, frame === 0 ? 'it does not begin with a frame' : 'something follows its stream');

const truncated = (path: string): FtlintError =>
  new FtlintError(
    'truncated-zstd',
    `${path} ends before its zstd stream does: the file was cut off.`,
    `Copy or download it again, then try: zstd -t ${path}`,
  );

const broken = (path: string, why: string): FtlintError =>
  new FtlintError(
    'broken-zstd',
    `${path} is a damaged zstd file: ${why}.`,
    `Copy or download it again, then try: zstd -t ${path}`,
  );
