import { spacedLettersEnd } from './ascii-word.ts';
import { Kind } from './character-kind.ts';
import { blankEnd, contractionEnd, spacedRunEnd } from './split.ts';

const RUNS = [Kind.upper | Kind.lower | Kind.letter, Kind.number, Kind.other | Kind.mark];

/** The split of r50k_base (GPT-2) and p50k_base: a contraction in small letters, then runs of one kind with a space before them. */
export function splitGpt2(bytes: Uint8Array, from: number, end: number): number {
  const contracted = contractionEnd(bytes, from, end, 0);
  if (contracted > from) return contracted;
  const plain = spacedLettersEnd(bytes, from, end);
  if (plain !== -1) return plain;
  for (const kinds of RUNS) {
    const stop = spacedRunEnd(bytes, from, end, kinds);
    if (stop > from) return stop;
  }
  return blankEnd(bytes, from, end, false, false);
}
