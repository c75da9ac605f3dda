import type { RecordRule, Rule } from './rule-types.ts';

/** A literal that the scanner looks for in every decoded string, case-sensitively, and the bits of `Tape.hits` that it sets. */
export interface Trigger {
  readonly literal: string;
  readonly mask: number;
}

/** The bit of `Tape.hits` that the literals of a rule set. */
export type TriggerBits = ReadonlyMap<Rule, number>;

/** Bits of a word, and literals that the kernel has room for. */
const BITS = 32;
const LITERALS = 64;

const triggered = (rules: readonly Rule[]): readonly RecordRule[] =>
  rules.filter((rule): rule is RecordRule => rule.type === 'record' && (rule.meta.triggers?.length ?? 0) > 0);

/** One bit a rule, whatever its number of literals: a rule wants to know where to look, and looks itself. */
export function triggerBits(rules: readonly Rule[]): TriggerBits {
  const own = triggered(rules);
  if (own.length > BITS) throw new Error(`${own.length} rules have triggers; the tape has room for ${BITS}`);
  return new Map(own.map((rule, bit) => [rule, 1 << bit]));
}

/** The literals of all rules, each once, with the bits of every rule that has it. */
export function triggersOf(rules: readonly Rule[]): readonly Trigger[] {
  const masks = new Map<string, number>();
  for (const [rule, bit] of triggerBits(rules))
    for (const literal of rule.meta.triggers ?? []) masks.set(literal, (masks.get(literal) ?? 0) | bit);
  if (masks.size > LITERALS) throw new Error(`rules have ${masks.size} triggers; the kernel has room for ${LITERALS}`);
  return [...masks].map(([literal, mask]) => ({ literal, mask }));
}
