import type { CheckOptions } from './options.ts';
import { type AskedTarget, askTarget, type TargetWord, targetId, targetWords } from '../targets/ask.ts';
import { type TargetSource, targetSource } from './targets-data.ts';

/**
 * The targets that `options.for` names, in its order, each with its parameters; one that is asked for twice in the same way
 * once. Throws FtlintError for a word that names none, a parameter that does not exist, a run file that does not tell.
 */
export async function askTargets(options: CheckOptions): Promise<readonly AskedTarget[]> {
  const words = targetWords(options.for ?? []);
  // A folder that is named is looked at even when nothing of it is used: a typo never passes.
  if (words.length === 0 && options.rulesDir === undefined) return [];
  const source = await targetSource(options.rulesDir, options.cwd);
  for (const id of source.replaced)
    options.onNote?.(`target ${id} is that of ${options.rulesDir}, in place of the shipped one`);
  const asked = new Map<string, AskedTarget>();
  for (const word of words) {
    const one = await askedBy(word, source, options);
    if (!asked.has(one.label)) asked.set(one.label, one);
  }
  return [...asked.values()];
}

async function askedBy(word: TargetWord, source: TargetSource, options: CheckOptions): Promise<AskedTarget> {
  const named = word.name === undefined ? undefined : targetId(word.name, source.known);
  if (word.file === undefined) return askTarget(await source.load(named!), word.set);
  const { runFile } = await import('./run-file.ts');
  const run = await runFile(word.file, named, options);
  const target = run.read(await source.load(targetId(run.target, source.known)));
  const values = (given: ReadonlySet<string>): Readonly<Record<string, unknown>> => {
    const found = run.valuesFor(target, given);
    const names = Object.keys(target.parameters ?? {});
    // Silence would pass for an answer about this run.
    if (word.name !== undefined && Object.keys(found).length === 0 && given.size === 0)
      options.onNote?.(
        `${word.file} sets none of the parameters of ${target.id}${names.length === 0 ? '' : ` (${names.join(', ')})`}: the defaults hold`,
      );
    return found;
  };
  return askTarget(target, word.set, { from: word.file, values });
}
