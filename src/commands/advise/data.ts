import type { SourceBook } from '../../advise/source-types.ts';
import type { Tree } from '../../advise/tree-types.ts';
import { ruleFile } from '../rule-file.ts';

/** The decision tree as shipped; tests validate it against rules/schema. */
export const decisionTree = (): Promise<Tree> => ruleFile<Tree>('rules/advise/tree.json');

/** Candidates for data sources as shipped. */
export const sourceBook = (): Promise<SourceBook> => ruleFile<SourceBook>('rules/advise/sources.json');
