import { closeSync, openSync, readSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { FtlintError } from '../core/error.ts';
import type { Compression } from '../core/plan.ts';
import { pieces, replayable } from './chunks.ts';
import type { Chunks } from './chunks.ts';
import { gunzip } from './compression/gunzip.ts';
import { unzstd } from './compression/unzstd.ts';
import { isZstd } from './compression/zstd-frame.ts';

/** The decompressed bytes of one input. */
export interface Source {
  /** As the person wrote it. */
  readonly path: string;
  readonly compression: Compression | null;
  /** Stored bytes; -1 when unknown (stdin). */
  readonly bytes: number;
  /** The first `limit` decompressed bytes, and whether that is all. */
  head(limit: number): Promise<{ readonly bytes: Uint8Array; readonly whole: boolean }>;
  /** Decompressed bytes from `offset`. A compressed file or a stream can be read from 0 only, a stream only once. */
  read(offset: number): Chunks;
  /** The same from `offset`, put where the caller wants it; only of plain files. Throws `unreadable`. */
  direct?(offset: number): Direct;
  /** Of a corpus: the stored bytes of one of its documents. Throws `unreadable`. */
  member?(index: number): Uint8Array;
}

/** A plain file, read in order. */
export interface Direct {
  /** Reads at most `size` bytes to `bytes[at..]`; answers how many, 0 at the end of the file. */
  into(bytes: Uint8Array, at: number, size: number): number;
  close(): void;
}

export interface SourceOptions {
  /** Bytes of a chunk, at most. */
  readonly chunkBytes?: number;
}

/** Bytes that a plan may look at. */
export const HEAD_BYTES = 1 << 20;
const CHUNK_BYTES = 1 << 20;
/** Read at a time of what a file grew by since it was opened. */
const GROWN_BYTES = 1 << 12;
/** First bytes that tell how a file is packed. */
const MAGIC_BYTES = 4;

const compressionOf = (bytes: Uint8Array): Compression | null =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? 'gzip' : isZstd(bytes) ? 'zstd' : null;

const UNPACK = { gzip: gunzip, zstd: unzstd } as const;

/** Opens a file by its absolute name. Throws `unreadable`. */
export async function fileSource(absolute: string, path: string, options: SourceOptions = {}): Promise<Source> {
  const size = options.chunkBytes ?? CHUNK_BYTES;
  const bytes = await fileBytes(absolute, path);
  const stored = (limit: number) => fileHead(fileDirect(absolute, path, 0), limit, bytes);
  const compression = compressionOf(stored(MAGIC_BYTES).bytes);
  if (compression === null)
    return {
      path,
      compression,
      bytes,
      head: async (limit) => stored(limit),
      read: (offset) => fileChunks(absolute, path, offset, size, bytes),
      direct: (offset) => fileDirect(absolute, path, offset),
    };
  const read = (): Chunks => pieces(UNPACK[compression](fileChunks(absolute, path, 0, CHUNK_BYTES, bytes), path), size);
  const head: Source['head'] = async (limit) => {
    const first = replayable(read());
    const found = await first.head(limit);
    await first.close();
    return found;
  };
  return { path, compression, bytes, head, read };
}

/** The first `limit` bytes of a file that had `size` bytes, and whether that is all. */
function fileHead(file: Direct, limit: number, size: number): { readonly bytes: Uint8Array; readonly whole: boolean } {
  try {
    // No larger than what is there: a folder of small files would clear a megabyte for each. One byte more tells `whole`.
    let bytes = new Uint8Array(Math.min(limit, Math.max(size, GROWN_BYTES)) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length <= limit; length += read) {
      if (length === bytes.length) {
        const grown = new Uint8Array(Math.min(limit, 2 * length) + 1);
        grown.set(bytes);
        bytes = grown;
      }
      read = file.into(bytes, length, bytes.length - length);
    }
    return { bytes: bytes.subarray(0, Math.min(length, limit)), whole: length <= limit };
  } finally {
    file.close();
  }
}

/** Waiting for a file that the system has read ahead costs less than handing every piece from thread to thread. */
function fileDirect(absolute: string, path: string, offset: number): Direct {
  let at = offset;
  let file: number | undefined;
  const or = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw unreadable(error, path);
    }
  };
  return {
    into: (bytes, to, size) =>
      or(() => {
        file ??= openSync(absolute, 'r');
        const read = readSync(file, bytes, to, size, at);
        at += read;
        return read;
      }),
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/** Bytes in memory, read as a plain file is. */
export function bytesDirect(from: Uint8Array): Direct {
  let at = 0;
  return {
    into(bytes, to, size) {
      const piece = from.subarray(at, at + size);
      bytes.set(piece, to);
      at += piece.length;
      return piece.length;
    },
    close() {},
  };
}

/** Wraps a stream of bytes, plain or compressed. */
export async function streamSource(chunks: Chunks, path: string, options: SourceOptions = {}): Promise<Source> {
  const size = options.chunkBytes ?? CHUNK_BYTES;
  const raw = replayable(chunks);
  const compression = compressionOf((await raw.head(MAGIC_BYTES)).bytes);
  const text = replayable(pieces(compression === null ? raw.read() : UNPACK[compression](raw.read(), path), size));
  return { path, compression, bytes: -1, head: text.head, read: () => text.read() };
}

async function fileBytes(absolute: string, path: string): Promise<number> {
  try {
    const found = await stat(absolute);
    if (found.isDirectory()) throw new FtlintError('unreadable', `${path} is a folder, not a file.`);
    // Opening a pipe that nobody writes to never returns, and none can be read twice.
    if (!found.isFile()) {
      throw new FtlintError(
        'unreadable',
        `${path} is a pipe, a socket or a device, not a file.`,
        `Give it on standard input: ftlint check - < ${path}`,
      );
    }
    return found.size;
  } catch (error) {
    throw unreadable(error, path);
  }
}

async function* fileChunks(
  absolute: string,
  path: string,
  offset: number,
  size: number,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let file;
  try {
    file = await open(absolute, 'r');
  } catch (error) {
    throw unreadable(error, path);
  }
  try {
    for (let at = offset; ;) {
      // No larger than what is left: a folder of small files would clear a megabyte for each.
      const buffer = new Uint8Array(Math.min(size, Math.max(bytes - at, GROWN_BYTES)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at).catch((error: unknown) => {
        throw unreadable(error, path);
      });
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ['does not exist', 'Check the name.'],
  EACCES: ['may not be read by this user', 'Give read permission (chmod a+r) or run as its owner.'],
  EPERM: ['may not be read by this user', 'Give read permission (chmod a+r) or run as its owner.'],
  EISDIR: ['is a folder, not a file', 'Name the files in it, or the folder as an input of its own.'],
};

/** The sentence for what the operating system said; anything else is a bug and stays as it is. */
export function unreadable(error: unknown, path: string): unknown {
  if (error instanceof FtlintError || typeof error !== 'object' || error === null || !('code' in error)) return error;
  const code = String(error.code);
  const [what, hint] = REASONS[code] ?? [`cannot be read (${code})`, undefined];
  return new FtlintError('unreadable', `${path} ${what}.`, hint);
}
