import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FtlintError } from '../../../core/error.ts';
import { nearest } from '../../../core/nearest.ts';
import type { Chosen } from '../../../plan/plan-model.ts';
import { readConfig } from '../../../plan/read-config.ts';
import type { ModelData } from '../rule-data.ts';
import { isSize, modelOfSize } from './model-size.ts';

/** A name as it is compared: without a vendor, case, dots, dashes and the words that change no shape. */
export const spelling = (name: string): string =>
  name
    .slice(name.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/^(?:meta|mistralai|google|microsoft|qwen)[-_](?=[a-z])/, '')
    .replace(/(?:[-_](?:hf|instruct|chat|it|pt|base))+$/, '')
    .replace(/[^a-z0-9]/g, '');

/** Whether a word is meant as a file: only such are looked for on the disk. */
const isPath = (name: string): boolean => name.endsWith('.json') || name.startsWith('.') || name.startsWith('/');

async function fromFile(name: string, cwd: string): Promise<Chosen> {
  const at = resolve(cwd, name);
  const folder = (await stat(at).catch(() => undefined))?.isDirectory() === true;
  const path = folder ? join(at, 'config.json') : at;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' && folder)
      throw new FtlintError(
        'no-config',
        `--model ${name}: the folder has no config.json`,
        'a folder of a model has one beside its weights',
      );
    throw new FtlintError('no-config', `--model ${name}: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (cause) {
    throw new FtlintError('bad-config', `--model ${name}: not JSON: ${(cause as Error).message}`);
  }
  return { id: name, title: name, source: name, architecture: readConfig(config, name) };
}

/** A shipped model, as it was asked for. */
export function shipped(data: ModelData, asked: string): Chosen {
  const { id, title, config, evidence, standsFor } = data;
  const byName = [id, ...data.names].some((own) => spelling(own) === spelling(asked));
  return {
    id,
    title,
    ...(byName ? {} : { asked: standsFor ?? asked }),
    source: evidence.source,
    architecture: readConfig(config, id),
  };
}

/** The model of a name, a size that the guide writes (`7B`), or a path to a config.json; `all`: the shipped ones. */
export async function findModel(name: string, cwd: string, all: readonly ModelData[]): Promise<Chosen> {
  // A folder of a model may have the name that it was downloaded by.
  const own = await stat(resolve(cwd, name, 'config.json')).catch(() => undefined);
  if (isPath(name) || own !== undefined) return fromFile(name, cwd);
  const wanted = spelling(name);
  const names = ({ id, names: other, standsFor }: ModelData): readonly string[] => [
    id,
    ...other,
    ...(standsFor === undefined ? [] : [standsFor]),
  ];
  const found = all.find((one) => names(one).some((own) => spelling(own) === wanted));
  if (found !== undefined) return shipped(found, name);
  if ((await stat(resolve(cwd, name)).catch(() => undefined)) !== undefined) return fromFile(name, cwd);
  if (isSize(name)) return shipped(modelOfSize(name, all), name);
  const known = new Map(all.flatMap((one) => names(one).map((own) => [spelling(own), own] as const)));
  const near = nearest(wanted, known.keys());
  const ids = all.map(({ id }) => id).join(', ');
  throw new FtlintError(
    'unknown-model',
    `--model ${name}: no model of that name is known`,
    near === undefined
      ? `known: ${ids}; or the path of its config.json`
      : `did you mean ${known.get(near)}? Or give the path of its config.json`,
  );
}
