/** What preference training does beside one pass over each record. */
export interface Passes {
  /** Tokens of both sides of the pairs for each token of the longer side, 1 to 2. */
  readonly sides: number;
  /** A reference model reads them too. */
  readonly reference: boolean;
}

/** What a check counted of pairs, in tokens. */
export interface PairTokens {
  /** Of prompts and both answers. */
  readonly all: number;
  /** Of both answers, after they are cut. */
  readonly trained: number;
  /** Of prompts and the longer answers. */
  readonly longer: number;
}

/**
 * What training on pairs reads beside the longer side of each: of prompts P, preferred answers C and others R the check has
 * counted P + C + R and C + R, and both sides are 2P + C + R.
 */
export const passesOf = ({ all, trained, longer }: PairTokens, reference: boolean): Passes => ({
  // Answers that are cut are no longer among the trained tokens.
  sides: Math.min(2, Math.max(1, (2 * all - trained) / Math.max(1, longer))),
  reference,
});
