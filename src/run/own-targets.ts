import { readdir, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import type { Target } from '../core/target-types.ts';
import { root } from '../place.ts';
import { documentFaults } from '../schema/document-faults.ts';
import { type KnownRule, targetFaults } from '../targets/target-faults.ts';

/** Bytes of a target's file, and files of a folder, at most. */
const MOST_BYTES = 1024 * 1024;
const MOST_FILES = 500;
/** Faults of one file that are told at once. */
const SHOWN = 5;

function refuse(file: string, why: string, hint?: string): never {
  throw new FtlintError('bad-target', `${file}: ${why}`, hint);
}

async function documentOf(path: string, file: string): Promise<unknown> {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size > MOST_BYTES) refuse(file, `${size} bytes are too many for a target`);
  const text = await readFile(path, 'utf8').catch((error: Error) => refuse(file, `cannot be read: ${error.message}`));
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (error) {
    return refuse(file, `is not JSON: ${(error as Error).message}`);
  }
}

async function schemaOf(): Promise<object> {
  return JSON.parse(await readFile(new URL('rules/schema/target.schema.json', root), 'utf8')) as object;
}

/** The rules that a check may name, with what their options are. */
async function knownRules(): Promise<readonly (KnownRule & { readonly schema: object })[]> {
  const { targetRules } = await import('../../rules/targets.ts');
  return targetRules.map(({ meta }) => ({
    id: meta.id,
    schema: meta.options ?? {},
    options: Object.keys((meta.options as { readonly properties?: object } | undefined)?.properties ?? {}),
  }));
}

/** Options whose values the rule cannot use, a sentence each. */
function optionFaults(
  { checks, files }: Target,
  rules: readonly { readonly id: string; readonly schema: object }[],
): readonly string[] {
  const patterns = [...checks, ...files].map(
    ({ options }) => (options as { readonly pattern?: unknown } | undefined)?.pattern,
  );
  return [
    ...checks.flatMap(({ rule, options = {} }, i) => {
      const known = rules.find(({ id }) => id === rule);
      const faults = known === undefined ? [] : documentFaults(options, known.schema);
      return faults.map(({ at, why }) => `/checks/${i}/options${at}: ${why}`);
    }),
    ...patterns.flatMap((pattern) =>
      typeof pattern !== 'string' || isPattern(pattern) ? [] : [`"${pattern}" is no pattern`],
    ),
  ];
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** Targets of a person's own, `<folder>/targets/*.json`, by id. Throws FtlintError that lists the first faults of a file that is none. */
export async function ownTargets(folder: string, cwd: string): Promise<ReadonlyMap<string, Target>> {
  const at = resolve(cwd, folder, 'targets');
  const names = await readdir(at).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0)
    throw new FtlintError(
      'no-rules',
      `--rules-dir ${folder}: there is no targets/*.json in it`,
      'a target is one JSON file, targets/<id>.json',
    );
  if (files.length > MOST_FILES)
    throw new FtlintError('no-rules', `--rules-dir ${folder}: ${files.length} targets, at most ${MOST_FILES} are read`);
  const [schema, rules] = await Promise.all([schemaOf(), knownRules()]);
  const targets = new Map<string, Target>();
  for (const name of files) {
    const file = `${folder.replace(/[/\\]$/, '')}/targets/${name}`;
    const document = await documentOf(resolve(at, name), file);
    const shape = documentFaults(document, schema).map(
      (fault) => `${fault.at === '' ? 'the whole' : fault.at}: ${fault.why}`,
    );
    const faults =
      shape.length > 0
        ? shape
        : [...targetFaults(document as Target, rules), ...optionFaults(document as Target, rules)];
    if (faults.length > 0) {
      const more = faults.length > SHOWN ? [`and ${faults.length - SHOWN} more`] : [];
      refuse(
        file,
        'is no target as rules/schema/target.schema.json describes one',
        [...faults.slice(0, SHOWN), ...more].join('\n'),
      );
    }
    const target = document as Target;
    if (`${target.id}.json` !== name)
      refuse(file, `its id is "${target.id}"; a target's file bears its id`, `call it ${target.id}.json`);
    targets.set(target.id, target);
  }
  return targets;
}
