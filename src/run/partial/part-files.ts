import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FtlintError } from '../../core/error.ts';

/** Files of partial results, read at any place. */
export interface PartFiles {
  /** As the person wrote them. */
  readonly names: readonly string[];
  /** Bytes of file `i`. */
  size(i: number): Promise<number>;
  /** Bytes `[at, at + count)` of file `i`, fewer at its end. */
  read(i: number, at: number, count: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Files that are held open at once: a cluster's job may have more parts than a process has handles. */
const MOST_OPEN = 200;

/** Opens partial results; `-` is standard input, kept in a temporary file because parts are read bucket by bucket. */
export async function openPartFiles(
  names: readonly string[],
  cwd: string,
  stdin?: AsyncIterable<Uint8Array>,
): Promise<PartFiles> {
  if (names.length === 0) throw new FtlintError('usage', 'no partial results are given', 'name files of ftlint scan');
  const folder = names.includes('-') ? await mkdtemp(join(tmpdir(), 'ftlint-')) : undefined;
  const handles = new Map<number, FileHandle>();
  const close = async (): Promise<void> => {
    for (const handle of handles.values()) await handle.close();
    handles.clear();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  const paths = names.map((name) => (name === '-' ? join(folder as string, 'stdin') : resolve(cwd, name)));
  if (folder !== undefined) {
    try {
      await pipeline(stdin ?? [], createWriteStream(join(folder, 'stdin'), { mode: 0o600 }));
    } catch (error) {
      await close();
      throw unreadable('-', error);
    }
  }
  const handleOf = async (i: number): Promise<FileHandle> => {
    let handle = handles.get(i);
    if (handle !== undefined) return handle;
    if (handles.size >= MOST_OPEN) {
      const [[oldest, file]] = handles;
      handles.delete(oldest);
      await file.close();
    }
    try {
      handle = await open(paths[i], 'r');
    } catch (error) {
      throw unreadable(names[i], error);
    }
    handles.set(i, handle);
    return handle;
  };
  return {
    names: names.map((name) => (name === '-' ? '<stdin>' : name)),
    async size(i) {
      const found = await (await handleOf(i)).stat();
      if (found.isDirectory()) throw new FtlintError('unreadable', `${names[i]} is a folder, not a partial result`);
      return found.size;
    },
    async read(i, at, count) {
      const buffer = new Uint8Array(count);
      let size = 0;
      for (const file = await handleOf(i); size < count;) {
        const { bytesRead } = await file.read(buffer, size, count - size, at + size).catch((error: unknown) => {
          throw unreadable(names[i], error);
        });
        if (bytesRead === 0) break;
        size += bytesRead;
      }
      return buffer.subarray(0, size);
    },
    close,
  };
}

function unreadable(name: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
  return new FtlintError('unreadable', `${name} ${why}`);
}
