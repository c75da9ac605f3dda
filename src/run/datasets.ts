import type { SplitName } from '../core/tape.ts';
import { SPLITS } from '../core/splits.ts';
import { nameFacts } from './file-names.ts';
import type { FoundInput } from './inputs.ts';

/** Files that are the splits and shards of one set, judged together. */
export interface Dataset<T> {
  readonly name: string;
  /** Training split first, then validation, test and those without a split; shards in order. */
  readonly files: readonly T[];
  /** Which shards are missing ("3 of 10 shards seen"); undefined: none that the names tell of. */
  readonly incomplete: string | undefined;
  /** Evaluation files that lie beside a training file and are no input. */
  readonly beside: readonly string[];
  /** What a declaration names for it and is not there, as sentences. */
  readonly absent: readonly string[];
}

type Grouped = Pick<FoundInput, 'path' | 'split' | 'shard' | 'given' | 'neighbours' | 'corpus' | 'as' | 'absent'>;

/** Files whose names differ only by a split word or a shard suffix are one data set; a split said by the person joins all. */
export function groupDatasets<T extends Grouped>(
  files: readonly T[],
): Dataset<T & { readonly split: SplitName | null }>[] {
  if (files.some((file) => file.given)) {
    // What is not said to be for evaluation is trained on.
    const all = files.map((file) => ({ ...file, split: file.split ?? ('train' as const) }));
    return [datasetOf(all.find((file) => file.split === 'train')?.path ?? all[0].path, all)];
  }
  const groups = new Map<string, T[]>();
  for (const file of files) {
    const key = file.corpus ?? factsOf(file).key;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  joinEvaluations(groups);
  return [...groups].map(([key, group]) => datasetOf(nameOf(key, group), group));
}

const factsOf = ({ as, path }: Grouped): ReturnType<typeof nameFacts> => nameFacts(as ?? path);

/** `validation_matched` and `test_prefs` go with `train` where there is no training split of their own kind. */
function joinEvaluations<T extends Grouped>(groups: Map<string, T[]>): void {
  for (const [key, group] of groups) {
    const home = groups.get(key.replace(/\{split\}[_-][a-z\d]+(?=[^/]*$)/i, '{split}'));
    if (home === undefined || home === group || group.some(isTraining) || !home.some(isTraining)) continue;
    home.push(...group);
    groups.delete(key);
  }
}

const isTraining = ({ split }: Grouped): boolean => split === 'train';

const rank = (split: SplitName | null): number => (split === null ? SPLITS.length : SPLITS.indexOf(split));

function datasetOf<T extends Grouped>(name: string, files: readonly T[]): Dataset<T> {
  const ordered = files
    .map((file, i) => ({ file, i }))
    .toSorted(
      (a, b) =>
        rank(a.file.split) - rank(b.file.split) || (a.file.shard?.[0] ?? 0) - (b.file.shard?.[0] ?? 0) || a.i - b.i,
    )
    .map(({ file }) => file);
  const absent = [...new Set(files.flatMap((file) => file.absent ?? []))];
  return { name, files: ordered, incomplete: incompleteOf(files), beside: besideOf(files), absent };
}

/** The one path, or the pattern that all have in common: `data/{train,test}.jsonl`, `train-*-of-5.jsonl`. */
function nameOf(key: string, files: readonly Grouped[]): string {
  if (files.length === 1) return files[0].path;
  const words = [...new Set(files.map((file) => factsOf(file).word))].filter((word) => word !== undefined);
  const sorted = words.toSorted((a, b) => rank(splitOfWord(files, a)) - rank(splitOfWord(files, b)));
  return key
    .replaceAll('{split}', sorted.length === 1 ? sorted[0] : `{${sorted.join(',')}}`)
    .replaceAll('{shard}', '*');
}

const splitOfWord = (files: readonly Grouped[], word: string): SplitName | null =>
  files.find((file) => factsOf(file).word === word)?.split ?? null;

/** Shards that the names promise and nobody gave, per split. */
function incompleteOf(files: readonly Grouped[]): string | undefined {
  const seen = new Map<string, Set<number>>();
  for (const { path, split, shard } of files) {
    if (shard === null) continue;
    const set = `${split ?? ''} ${shard[1]} ${nameFacts(path).key}`;
    seen.set(set, (seen.get(set) ?? new Set<number>()).add(shard[0]));
  }
  for (const [set, numbers] of seen) {
    const of = Number(set.split(' ')[1]);
    if (of > numbers.size) return `${numbers.size} of ${of} shards seen`;
    // Without a total, a gap below the highest number is all that can be known.
    const highest = Math.max(...numbers);
    const lowest = Math.min(...numbers, 1);
    if (of === 0 && numbers.size < highest - lowest + 1)
      return `${numbers.size} of at least ${highest - lowest + 1} parts seen`;
  }
  return undefined;
}

function besideOf(files: readonly Grouped[]): readonly string[] {
  if (files.some((file) => file.split === 'validation' || file.split === 'test')) return [];
  const keys = new Set(files.map((file) => nameFacts(file.path).key));
  const evaluates = (path: string): boolean => {
    const { split, key } = nameFacts(path);
    if (split !== 'validation' && split !== 'test') return false;
    // The same name with another split word, or nothing but a split word.
    return keys.has(key) || /(?:^|\/)\{split\}\.[^/]+$/.test(key);
  };
  return [...new Set(files.flatMap((file) => file.neighbours))].filter(evaluates);
}
