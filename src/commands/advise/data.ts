import { readFile } from 'node:fs/promises';
import type { SourceBook } from '../../advise/source-types.ts';
import type { Tree } from '../../advise/tree-types.ts';
import { root } from '../../place.ts';

const load = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(new URL(`rules/advise/${name}.json`, root), 'utf8')) as T;

/** The decision tree as shipped; tests validate it against rules/schema. */
export const decisionTree = (): Promise<Tree> => load<Tree>('tree');

/** Candidates for data sources as shipped. */
export const sourceBook = (): Promise<SourceBook> => load<SourceBook>('sources');
