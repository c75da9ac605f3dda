import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import { ENCODINGS } from './encodings.ts';

/** What counts tokens, as plain data: the name of an encoding, or the text of a tokenizer.json. */
export type TokenizerSpec = { readonly name: string } | { readonly path: string; readonly text: string };

/** Bytes of the largest tokenizer.json that is read: those of large vocabularies have 10 to 35 MB. */
const MOST_BYTES = 128 * 2 ** 20;
const FILE = 'tokenizer.json';

const known = (): string => Object.keys(ENCODINGS).join(', ');

/**
 * Reads `--tokenizer`: the name of an encoding, a tokenizer.json, or a folder that holds one. Throws FtlintError when it is
 * none of them.
 */
export async function tokenizerSpec(word: string, cwd: string): Promise<TokenizerSpec> {
  if (Object.hasOwn(ENCODINGS, word)) return { name: word };
  const named = resolve(cwd, word);
  const found = await stat(named).catch(() => undefined);
  if (found === undefined) throw unknown(word);
  const path = found.isDirectory() ? join(named, FILE) : named;
  const file = found.isDirectory() ? await stat(path).catch(() => undefined) : found;
  const shown = found.isDirectory() ? join(word, FILE) : word;
  if (!file?.isFile()) throw broken(word, `the folder holds no ${FILE}`);
  if (file.size > MOST_BYTES) throw broken(shown, `the file has more than ${MOST_BYTES / 2 ** 20} MiB`);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw broken(shown, `the file cannot be read (${messageOf(error)})`);
  });
  return { path: shown, text };
}

function unknown(word: string): FtlintError {
  const near = nearest(word, Object.keys(ENCODINGS));
  const meant = near === undefined ? '' : ` Did you mean ${near}?`;
  const message = `--tokenizer ${word}: no encoding has this name, and no file or folder has this path.${meant}`;
  return new FtlintError('tokenizer', message, `give one of ${known()}, or the path of a ${FILE}`);
}

/** The error of a tokenizer.json that cannot count. */
export function broken(path: string, why: string): FtlintError {
  const hint = `give the ${FILE} of the model (Hugging Face "tokenizers" format), or one of ${known()}`;
  return new FtlintError('tokenizer', `--tokenizer ${path}: ${why}`, hint);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
