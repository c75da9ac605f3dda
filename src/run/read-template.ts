import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import type { TemplateSpec } from '../templates/spec.ts';
import { LARGEST_TEMPLATE, refused, templateIn, withTokensOf } from '../templates/template-text.ts';

/** What a folder with a tokenizer holds, the first that is there. */
const NAMES = ['chat_template.jinja', 'chat_template.json', 'tokenizer_config.json'];
/** Bytes of a tokenizer_config.json: those with thousands of added tokens take 2 MiB. */
const LARGEST_FILE = 1 << 24;

/**
 * Reads the chat template that `--chat-template` names: a file with Jinja, a tokenizer_config.json, or a folder with one.
 * Throws FtlintError when there is none that can be read.
 */
export async function readTemplate(named: string, cwd = '.'): Promise<TemplateSpec> {
  const path = resolve(cwd, named);
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined)
    throw refused(named, 'there is no such file', 'expected a .jinja file or a tokenizer_config.json');
  if (!facts.isDirectory()) {
    const spec = templateIn(named, await textOf(path, named));
    return spec.eos === undefined ? withNeighbour(spec, resolve(path, '..')) : spec;
  }
  for (const name of NAMES) {
    const file = join(path, name);
    if ((await stat(file).catch(() => undefined))?.isFile() !== true) continue;
    const spec = templateIn(join(named, name), await textOf(file, named));
    return spec.eos === undefined ? withNeighbour(spec, path) : spec;
  }
  throw refused(named, 'the folder holds no chat template', `expected one of ${NAMES.join(', ')} in it`);
}

/** The tokens are in the tokenizer's configuration, where it lies beside the template. */
async function withNeighbour(spec: TemplateSpec, folder: string): Promise<TemplateSpec> {
  const config = await textOf(join(folder, 'tokenizer_config.json'), spec.path).catch(() => undefined);
  return config === undefined ? spec : withTokensOf(spec, config);
}

/** A file's text. A device or a pipe is no file: opening one may wait for ever. */
async function textOf(path: string, named: string): Promise<string> {
  const most = path.endsWith('.json') ? LARGEST_FILE : LARGEST_TEMPLATE * 4;
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw refused(named, 'is no file', 'expected a .jinja file or a tokenizer_config.json');
    if (facts.size > most) throw refused(named, `is too large (${facts.size} bytes)`, `expected ${most} at most`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof FtlintError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw refused(named, `cannot be read (${code ?? message})`);
  }
}
