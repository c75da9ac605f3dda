import type { Trigger } from '../../src/core/triggers.ts';

/** Literals as triggers: literal i sets bit i, and those beyond a word begin again. */
export const literals = (...texts: readonly string[]): readonly Trigger[] =>
  texts.map((literal, i) => ({ literal, mask: 1 << (i % 32) }));
