import { FtlintError } from '../core/error.ts';
import type { Target } from '../core/target-types.ts';

/** A mapping as YAML or JSON gives it. */
export type Mapping = Readonly<Record<string, unknown>>;

/** Whether a parsed value is a mapping. */
export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a run file and the declarations of its data sets say, each a document that keys are looked up in. */
export interface RunDocuments {
  /** The file, for messages. */
  readonly name: string;
  readonly run: Mapping;
  /** Entries of a dataset_info.json for the data sets that are trained on. */
  readonly declared: readonly Mapping[];
}

/** All values at a path: `datasets[].type`, `columns/messages`, `tags.role_tag`; every member of a list is looked into. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((member) => valuesAt(member, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return isMapping(value) && Object.hasOwn(value, key) ? valuesAt(value[key], rest) : [undefined];
}

const stepsOf = (key: string): readonly string[] =>
  key
    .replace(/\[\d*\]/g, '')
    .split(/[./]/)
    .filter((step) => step !== '');

/** The one value at a key; undefined where there is none. Throws FtlintError where data sets of one run differ in it. */
function oneValue(
  name: string,
  documents: readonly Mapping[],
  key: string,
  target: Target,
  parameter: string,
): unknown {
  const found = documents.flatMap((document) => valuesAt(document, stepsOf(key)));
  const texts = new Set(found.map((value) => JSON.stringify(value) ?? ''));
  if (texts.size <= 1) return found[0];
  const shown = [...texts].map((text) => (text === '' ? 'not set' : text.slice(0, 40))).join(', ');
  throw new FtlintError(
    'run-file',
    `${name}: its data sets differ in ${key} (${shown}), and one file is checked as one of them`,
    `say which: --for ${target.id}:${name}:${parameter}=<value>`,
  );
}

/** Values of a target's parameters in a run file, by the keys that the target's data names; those behind the colon are left out. */
export function runValues(
  { name, run, declared }: RunDocuments,
  target: Target,
  given: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [parameter, { keys = [], type, choices }] of Object.entries(target.parameters ?? {})) {
    if (given.has(parameter)) continue;
    for (const key of new Set([...keys, parameter])) {
      let value = oneValue(name, [run], key, target, parameter);
      // Null is a value: "no limit".
      if (value === undefined) value = oneValue(name, declared, key, target, parameter);
      if (value === undefined) continue;
      // A format that is spelt out in place of its name (Axolotl's type) is none that we know.
      if (type === 'string' && choices === undefined && isMapping(value)) continue;
      values[parameter] = value;
      break;
    }
  }
  return values;
}
