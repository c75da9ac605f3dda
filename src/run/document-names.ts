import type { SplitName } from '../core/tape.ts';
import { splitOf } from '../readers/split-words.ts';

const TEXT_NAME = /\.(?:txt|text|md|markdown)(?:\.(?:gz|zst))?$/i;

/** Whether a file of this name is a text: training data only where nothing else is, or where somebody names it. */
export const isTextName = (name: string): boolean => !name.startsWith('.') && TEXT_NAME.test(name);

/** Texts that lie beside data and code, and are about them. */
const ABOUT =
  /^(?:readme|licen[cs]e|copying|notice|authors|contributors|contributing|changelog|changes|history|code_of_conduct|security|citation|todo|requirements|constraints|cmakelists|robots|manifest|sources|dataset_card|datasheet|data_statement|model_card)(?:[._-].*)?$/i;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a text of this name is about what lies beside it. */
export const isAbout = (path: string): boolean => ABOUT.test(nameOf(path));

/** The documents among texts that were found: all but those about the others, unless there are no others. */
export function documentsAmong(paths: readonly string[]): readonly string[] {
  const documents = paths.filter((path) => !isAbout(path));
  return documents.length > 0 ? documents : paths;
}

/**
 * The split of a document: that of the folder below `root` it lies in, or of a name that is nothing but a split word and a
 * number. "how-to-train-a-dog.txt" is about training and no training split.
 */
export function documentSplit(path: string, root: string): SplitName | null {
  const inside = root === '.' ? path : path.slice(root.length).replace(/^\//, '');
  const parts = inside.split('/');
  const [, word = ''] = /^([a-z]+)(?:[._-]?\d+(?:-of-\d+)?)?\./i.exec(parts.at(-1) ?? '') ?? [];
  const own = splitOf(word);
  if (own !== undefined) return own;
  for (const folder of parts.slice(0, -1).toReversed()) {
    const split = splitOf(folder);
    if (split !== undefined) return split;
  }
  return splitOf(nameOf(root)) ?? null;
}
