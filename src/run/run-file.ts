import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Target } from '../core/target-types.ts';
import { isMapping, type Mapping, type RunDocuments, runValues } from '../targets/run-keys.ts';
import { renamedShapes } from '../targets/renamed-shapes.ts';
import { runNames } from '../targets/run-names.ts';
import { trainerOf } from '../targets/run-trainer.ts';
import type { CheckOptions } from './options.ts';

/** Bytes of a run file, at most: it is written by hand, and the parser's time grows with the square of keys and aliases. */
const MOST = 64 * 1024;
/** Bytes of a dataset_info.json, which is JSON. */
const MOST_DECLARED = 8 * 1024 * 1024;
/** Aliases resolve to copies, and copies of copies grow without end. */
const ALIASES = 100;
/** Levels of lists and mappings: the parser calls itself for each. */
const DEEPEST = 100;
const DATASET_INFO = 'dataset_info.json';

/** A run file of a trainer: the target that it is for, and the values it sets. */
export interface RunFile {
  readonly target: string;
  /** The target, reading the columns that the run names. */
  readonly read: (target: Target) => Target;
  readonly valuesFor: (target: Target, given: ReadonlySet<string>) => Readonly<Record<string, unknown>>;
}

/** Text of a file; undefined where there is none. */
async function textOf(path: string, most: number): Promise<string | undefined> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    if (size > most)
      throw new FtlintError('run-file', `${path}: ${size} bytes; a file of at most ${most} bytes is read here`);
    return await file.readFile('utf8');
  } catch (error) {
    if (error instanceof FtlintError) throw error;
    throw new FtlintError('run-file', `${path} cannot be read: ${(error as Error).message}`);
  } finally {
    await file.close();
  }
}

/** Whether brackets alone nest deeper than any run file does. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const sign of text.match(/[[\]{}]/g) ?? []) {
    depth = Math.max(0, depth + (sign === '[' || sign === '{' ? 1 : -1));
    if (depth > DEEPEST) return true;
  }
  return /^ *(?:- *){100}/m.test(text);
}

function parsed(text: string, name: string): Mapping {
  let value: unknown;
  let fault: string | undefined;
  try {
    if (isTooDeep(text)) throw new Error('nested too deeply');
    // Trainers read YAML 1.1 (PyYAML): yes and off are booleans there.
    const document = parseDocument(text, { version: '1.1', logLevel: 'silent', prettyErrors: false });
    // Places of all errors, which may be thousands, would be the dear part.
    const [error] = document.errors;
    if (error !== undefined) fault = `${error.message} at line ${text.slice(0, error.pos[0]).split('\n').length}`;
    if (fault === undefined) value = document.toJS({ maxAliasCount: ALIASES });
  } catch (error) {
    fault = (error as Error).message;
  }
  if (fault !== undefined)
    throw new FtlintError(
      'run-file',
      `${name} is not YAML that can be read: ${fault.split('\n')[0].replace(/:$/, '')}`,
    );
  if (!isMapping(value))
    throw new FtlintError(
      'run-file',
      `${name}: expected keys with values, as in max_length: 2048`,
      'name the file that the trainer is started with',
    );
  return value;
}

function declaration(text: string, file: string): Mapping {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new FtlintError('run-file', `${file} is not JSON: ${(error as Error).message}`);
  }
  if (!isMapping(value)) throw new FtlintError('run-file', `${file}: expected an object with a data set for each key`);
  return value;
}

/** Entries that `dataset_info.json` has for the data sets of a LLaMA-Factory run. */
async function declaredSets(
  run: Mapping,
  path: string,
  name: string,
  { cwd = '.', onNote }: CheckOptions,
): Promise<readonly Mapping[]> {
  const { dataset } = run;
  const names = (Array.isArray(dataset) ? dataset.map(String) : typeof dataset === 'string' ? dataset.split(',') : [])
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (names.length === 0) return [];
  const set = typeof run['dataset_dir'] === 'string' ? run['dataset_dir'] : 'data';
  const folders = [resolve(dirname(path), set), dirname(path), resolve(cwd, set), resolve(cwd)];
  for (const folder of new Set(folders)) {
    const file = join(folder, DATASET_INFO);
    const text = await textOf(file, MOST_DECLARED);
    if (text === undefined) continue;
    const all = declaration(text, file);
    return names.map((one) => {
      const entry = Object.hasOwn(all, one) ? all[one] : undefined;
      // An entry that says no formatting is alpaca (LLaMA-Factory's data/parser.py).
      if (isMapping(entry)) return { formatting: 'alpaca', ...entry };
      const near = nearest(one, Object.keys(all));
      throw new FtlintError(
        'run-file',
        `${name}: dataset "${one}" is not in ${file}`,
        near === undefined ? undefined : `did you mean ${near}?`,
      );
    });
  }
  onNote?.(
    `${name}: no ${DATASET_INFO} is found for dataset ${names.join(', ')}: its format and columns are taken as the defaults`,
  );
  return [];
}

/** Reads a run file; `named`: the target that the person says it is for. Throws FtlintError for what cannot be read or told. */
export async function runFile(word: string, named: string | undefined, options: CheckOptions): Promise<RunFile> {
  const path = resolve(options.cwd ?? '.', word);
  const text = await textOf(path, MOST);
  if (text === undefined)
    throw new FtlintError(
      'run-file',
      `--for ${word}: no such file`,
      'give the path of the file that the trainer is started with',
    );
  const run = parsed(text, word);
  const target = named ?? trainerOf(run, word);
  const declared = target.startsWith('llama-factory') ? await declaredSets(run, path, basename(word), options) : [];
  if (new Set(declared.map(({ columns, tags }) => JSON.stringify([columns, tags]))).size > 1)
    throw new FtlintError(
      'run-file',
      `${word}: its data sets differ in columns or tags, and one file is checked as one of them`,
      `say what the file is: --for ${target}:formatting=…, or a run file with one dataset`,
    );
  const documents: RunDocuments = { name: word, run, declared };
  const names = runNames(target, documents);
  return {
    target,
    read: (of) => (names === undefined ? of : renamedShapes(of, names)),
    valuesFor: (of, given) => runValues(documents, of, given),
  };
}
