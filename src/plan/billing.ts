import { grouped } from '../core/template.ts';
import type { Evidence } from './plan-types.ts';

/** What a hosted place bills. */
export interface BillingRule {
  /** With packing off a row is billed as long as the longest sequence. */
  readonly padsUnpacked: boolean;
  /** Tokens of the evaluation file are billed as often as they are read. */
  readonly evaluations: boolean;
  readonly evidence: Evidence;
}

/** `rules/plan/billing.json`. */
export interface BillingRules {
  /** Of a place whose own rule is not known. */
  readonly usual: BillingRule;
  /** By id of the target. */
  readonly places: Readonly<Record<string, BillingRule>>;
}

/** An evaluation file: its tokens, and how often it is read. */
export interface Evaluation {
  readonly tokens: number;
  readonly times: number;
}

/** Money for tokens; `price` in dollars for a million. */
export const tokenMoney = (tokens: number, price: number): number => (tokens * price) / 1e6;

/** The rule of a place; the usual one where its own is not known. */
export const billingOf = (target: string | undefined, { usual, places }: BillingRules): BillingRule =>
  target !== undefined && Object.hasOwn(places, target) ? places[target] : usual;

/** What a bill is written of: what the place reads once, and what the person asks for. */
export interface Job {
  readonly rows: number;
  readonly tokens: number;
  readonly epochs: number;
  /** Longest sequence where packing is turned off there; undefined where it is on, or no length is named. */
  readonly unpacked: number | undefined;
  readonly evaluation: Evaluation | undefined;
}

/** The tokens of a job by the place's rule, epochs × training + times × evaluation, and the rule in words. */
export function billOf(
  { padsUnpacked, evaluations }: BillingRule,
  { rows, tokens, epochs, unpacked, evaluation }: Job,
): { readonly rule: string; readonly tokens: number } {
  const padded = padsUnpacked ? unpacked : undefined;
  const read = evaluations ? evaluation : undefined;
  const training = padded === undefined ? tokens : rows * padded;
  const once = padded === undefined ? 'tokens × epochs' : `rows × ${grouped(padded)} × epochs`;
  const more = read === undefined ? '' : ` + ${grouped(read.tokens)} evaluation tokens × ${grouped(read.times)}`;
  const why =
    padded !== undefined
      ? ', for rows are not packed (--packing: tokens × epochs)'
      : padsUnpacked
        ? ' (with packing off rows × --sequence × epochs)'
        : '';
  const billed = epochs * training + (read === undefined ? 0 : read.times * read.tokens);
  return { rule: `${once}${more}${why}`, tokens: Math.round(billed) };
}
