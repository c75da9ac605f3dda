import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FtlintError } from '../core/error.ts';

/** Standard input that can be read more than once. */
export interface KeptStdin {
  /** All of it, from its beginning. */
  again(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Keeps standard input in a temporary file that nobody else may read, until `close`. Throws FtlintError `spill` where there is no room. */
export async function keepStdin(stdin: AsyncIterable<Uint8Array>): Promise<KeptStdin> {
  let folder: string | undefined;
  const close = async (): Promise<void> => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    folder = await mkdtemp(join(tmpdir(), 'ftlint-'));
    const path = join(folder, 'stdin');
    await pipeline(stdin, createWriteStream(path, { mode: 0o600 }));
    return { again: () => createReadStream(path), close };
  } catch (error) {
    await close();
    throw new FtlintError(
      'spill',
      `cannot keep standard input in a temporary file: ${error instanceof Error ? error.message : String(error)}`,
      'set TMPDIR to a folder with room, or give a file',
    );
  }
}
