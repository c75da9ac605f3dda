import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FtlintError } from '../core/error.ts';
import type { Spill } from '../core/spill.ts';

/** A spill in a temporary file. */
export interface SpillFile extends Spill {
  /** The open file: another thread of this process reads and writes it by `spillOver`. */
  readonly fd: number;
}

/**
 * Creates a temporary file in `root` (`TMPDIR` or the system's folder) for entries that do not fit in memory. Nobody else can read
 * it, and its name is removed at once where the system allows that, so that nothing is left when the process is killed.
 * Throws FtlintError `spill` when the folder cannot be written.
 */
export function createSpillFile(root = tmpdir()): SpillFile {
  let folder: string;
  let fd: number;
  try {
    folder = mkdtempSync(join(root, 'ftlint-'));
    fd = openSync(join(folder, 'records'), 'wx+', 0o600);
  } catch (error) {
    throw cannot('create a temporary file', error);
  }
  removeFolder(folder);
  let open = true;
  return {
    fd,
    ...spillOver(fd),
    close() {
      if (!open) return;
      open = false;
      closeSync(fd);
      if (left.has(folder)) removeFolder(folder);
    },
  };
}

/** Folders that could not be removed yet. */
const left = new Set<string>();
let listens = false;

function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
    left.delete(folder);
  } catch {
    // Windows keeps a folder while a file in it is open: `close` and the end of the process try again.
    left.add(folder);
    if (!listens) process.once('exit', () => left.forEach(removeFolder));
    listens = true;
  }
}

/** A spill over a file that is open already, from its beginning; `close` leaves it to whoever opened it. One writer a file. */
export function spillOver(fd: number): Spill {
  let size = 0;
  return {
    write(bytes) {
      const position = size;
      for (let at = 0; at < bytes.length;) {
        try {
          at += writeSync(fd, bytes, at, bytes.length - at, position + at);
        } catch (error) {
          throw cannot('write to a temporary file', error);
        }
      }
      size += bytes.length;
      return position;
    },
    read(position, into) {
      for (let at = 0; at < into.length;) {
        const count = readSync(fd, into, at, into.length - at, position + at);
        if (count === 0) throw new Error(`a spill ends at ${position + at}`);
        at += count;
      }
    },
    close() {},
  };
}

function cannot(what: string, error: unknown): FtlintError {
  const message = error instanceof Error ? error.message : String(error);
  return new FtlintError(
    'spill',
    `cannot ${what}: ${message}`,
    'raise --max-memory, or set TMPDIR to a folder with room',
  );
}
