import { readFile } from 'node:fs/promises';
import { FtlintError } from '../core/error.ts';
import { root } from '../place.ts';

/** A JSON file that the program brings; `path` from its root: `rules/gpus.json`. Throws FtlintError where it cannot be read. */
export async function ruleFile<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(new URL(path, root), 'utf8')) as T;
  } catch (cause) {
    throw new FtlintError('bad-data', `${path} cannot be read: ${(cause as Error).message}`, 'install ftlint anew');
  }
}
