import type { FilePlan } from '../core/plan.ts';
import type { SplitName } from '../core/tape.ts';
import { splitInName, splitOf } from '../readers/split-words.ts';

/** What a file's path says about its place in a data set. */
export interface NameFacts {
  readonly split: SplitName | null;
  /** `[number from 1, of]`; `of` is 0 where the name does not say how many there are. */
  readonly shard: FilePlan['shard'];
  /** The path with its split word and shard suffix taken out: files of one data set have the same. */
  readonly key: string;
  /** The key's split word as it was written; undefined without one. */
  readonly word: string | undefined;
}

/** The Hub once put a fingerprint behind it. */
const OF = /-(\d{1,6})-of-(\d{1,6})(?:-[\da-f]{16})?(?=\.|$)/;
const PART = /(?:^|[._-])part[._-]?(\d{1,6})(?=\.|$)/i;

/** Reads split words and shard suffixes off a path with forward slashes. */
export function nameFacts(path: string): NameFacts {
  const slash = path.lastIndexOf('/') + 1;
  let name = path.slice(slash);
  let folder = path.slice(0, slash);
  let shard: FilePlan['shard'] = null;
  const of = OF.exec(name);
  const part = PART.exec(name);
  if (of !== null) {
    // Numbered from 0 by everyone who writes it this way.
    shard = [Number(of[1]) + 1, Number(of[2])];
    name = name.replace(OF, '-{shard}');
  } else if (part !== null) {
    shard = [Number(part[1]), 0];
    name = name.replace(PART, (all) => all.replace(/\d+$/, '{shard}'));
  }
  const inName = splitInName(name);
  if (inName !== undefined) name = `${name.slice(0, inName.at)}{split}${name.slice(inName.at + inName.word.length)}`;
  const parent = folder.split('/').at(-2) ?? '';
  const ofFolder = splitOf(parent);
  // The file's own word wins over its folder's; a folder that repeats it is part of the pattern.
  if (ofFolder !== undefined && (inName === undefined || inName.split === ofFolder))
    folder = `${folder.slice(0, -parent.length - 1)}{split}/`;
  return {
    split: inName?.split ?? ofFolder ?? null,
    shard,
    key: folder + name,
    word: inName?.word ?? (ofFolder === undefined ? undefined : parent),
  };
}
