import { readFile } from 'node:fs/promises';
import { FtlintError } from '../core/error.ts';
import type { Target } from '../core/target-types.ts';
import { root } from '../place.ts';
import { targetIndex } from './target-index.ts';

/** Where targets are looked for: the shipped ones, and those of a person's own folder before them. */
export interface TargetSource {
  readonly known: readonly Pick<Target, 'id' | 'names'>[];
  /** Ids of shipped targets that a file of the folder replaces. */
  readonly replaced: readonly string[];
  load(id: string): Promise<Target>;
}

/** A shipped target, from its file: only those that are asked for are read. */
export async function shippedTarget(id: string): Promise<Target> {
  const file = `rules/targets/${id}.json`;
  try {
    return JSON.parse(await readFile(new URL(file, root), 'utf8')) as Target;
  } catch (cause) {
    throw new FtlintError('bad-data', `${file} cannot be read: ${(cause as Error).message}`, 'install ftlint anew');
  }
}

/** The shipped targets, and with `folder` those of `<folder>/targets/*.json`. Throws FtlintError for a file that is no target. */
export async function targetSource(folder: string | undefined, cwd = '.'): Promise<TargetSource> {
  const shipped = targetIndex();
  if (folder === undefined) return { known: shipped, replaced: [], load: shippedTarget };
  const { ownTargets } = await import('./own-targets.ts');
  const own = await ownTargets(folder, cwd);
  return {
    // Own names come first: a word that means a shipped target too means the person's.
    known: [...own.values(), ...shipped.filter(({ id }) => !own.has(id))],
    replaced: shipped.flatMap(({ id }) => (own.has(id) ? [id] : [])),
    load: (id) => (own.has(id) ? Promise.resolve(own.get(id)!) : shippedTarget(id)),
  };
}
