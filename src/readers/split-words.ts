import type { SplitName } from '../core/tape.ts';

/** The words that name a split, and the split that they name. */
const WORDS: Readonly<Record<string, SplitName>> = {
  train: 'train',
  training: 'train',
  valid: 'validation',
  validation: 'validation',
  val: 'validation',
  dev: 'validation',
  eval: 'validation',
  evaluation: 'validation',
  test: 'test',
  testing: 'test',
};

/** The split that a word names, whatever its case. */
export const splitOf = (word: string): SplitName | undefined =>
  Object.hasOwn(WORDS, word.toLowerCase()) ? WORDS[word.toLowerCase()] : undefined;

/** The split that a key names: a split word, or one at its end behind `_` or `-` (`oos_train`). */
export const splitOfKey = (key: string): SplitName | undefined => splitOf(/(?:^|[_-])([a-z]+)$/i.exec(key)?.[1] ?? '');

const IN_NAME = new RegExp(`(?<=^|[._\\- ])(?:${Object.keys(WORDS).join('|')})(?=$|[._\\- ])`, 'gi');

/** The last split word in a file's name, and where it stands. */
export function splitInName(
  name: string,
): { readonly split: SplitName; readonly at: number; readonly word: string } | undefined {
  const last = [...name.matchAll(IN_NAME)].at(-1);
  return last === undefined ? undefined : { split: splitOf(last[0]) as SplitName, at: last.index, word: last[0] };
}
