/** What few samples have, so that rules about it are not asked about the others (`RuleMeta.needs`). */
export const Trait = {
  /** A side, a label or a turn of the sample is blank, null or absent. */
  blank: 1,
  /** A turn calls a tool or holds the result of one. */
  tools: 2,
  /** A turn has a weight. */
  weights: 4,
} as const;
export type TraitName = keyof typeof Trait;

/** Every set of traits is below it. */
export const TRAIT_SETS = 8;
