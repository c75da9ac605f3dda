import type { SplitName } from './tape.ts';

/** Splits in the order in which states and table entries number them. */
export const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];
