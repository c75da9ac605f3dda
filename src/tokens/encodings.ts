import type { Split } from './split.ts';

/** A byte pair encoding: how texts are split, and which tokens there are. */
export interface Encoding {
  readonly split: Split;
  /** As `ranks/pack.ts` packs them. */
  readonly tokens: Uint8Array;
  /** Tokens that count, from the first rank on. */
  readonly size: number;
}

async function o200k(): Promise<Encoding> {
  const [{ splitO200k: split }, { tokens }] = await Promise.all([
    import('./split-o200k.ts'),
    import('./ranks/o200k-base.ts'),
  ]);
  return { split, tokens, size: 199_998 };
}

async function cl100k(): Promise<Encoding> {
  const [{ splitCl100k: split }, { tokens }] = await Promise.all([
    import('./split-cl100k.ts'),
    import('./ranks/cl100k-base.ts'),
  ]);
  return { split, tokens, size: 100_256 };
}

/** p50k_base is r50k_base with runs of spaces behind it. */
const gpt2 = (size: number) => async (): Promise<Encoding> => {
  const [{ splitGpt2: split }, { tokens }] = await Promise.all([
    import('./split-gpt2.ts'),
    import('./ranks/p50k-base.ts'),
  ]);
  return { split, tokens, size };
};
const p50k = gpt2(50_281);
const r50k = gpt2(50_256);

/** Loads an encoding, by name: a megabyte or two. Those with other special tokens alone (`o200k_harmony`, `p50k_edit`) count a text alike. */
export const ENCODINGS: Readonly<Record<string, () => Promise<Encoding>>> = {
  o200k_base: o200k,
  o200k_harmony: o200k,
  cl100k_base: cl100k,
  p50k_base: p50k,
  p50k_edit: p50k,
  r50k_base: r50k,
  gpt2: r50k,
};
