import { bytesOn, type Cards, fitOf, type Gpu, gpuBytes } from './fit.ts';
import { lengthOf, tokenBytes } from './memory.ts';
import type { MemoryRules } from './memory-types.ts';
import type { Settings } from './plan-types.ts';
import type { Run } from './run.ts';

/** The longest sequence and the largest batch with which a method surely fits a card. */
export interface Room {
  /** Tokens, a multiple of 64 or what is planned, at the batch that was asked for; at most the model's context; absent where none fits. */
  readonly sequence?: number;
  /** Sequences, at the rows that are planned; absent where not even one fits. */
  readonly batch?: number;
}

const GRAIN = 64;

/** The largest whole number up to `limit` for which the test holds, as it does for all below; 0 where for none. */
function most(limit: number, test: (value: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (test(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What else would fit the cards, or undefined where not even one short sequence does. */
export function roomOn(run: Run, gpu: Gpu, cards: Cards, rules: MemoryRules): Room | undefined {
  const { model, settings } = run;
  const fits = (changed: Partial<Settings>): boolean =>
    fitOf(bytesOn({ ...run, settings: { ...settings, ...changed } }, rules, cards), gpu, rules) === 'fits';
  const each = tokenBytes(model, settings, rules);
  const tokens = Math.ceil(gpuBytes(gpu) / (each.activations + each.logits));
  const context = model.context ?? tokens;
  const grains = most(Math.floor(Math.min(context, tokens) / GRAIN), (n) =>
    fits({ sequence: n * GRAIN, longest: Infinity }),
  );
  const batch = most(tokens, (n) => fits({ batch: n }));
  // What is planned is no multiple, and fits or not.
  const sequence = Math.max(grains * GRAIN, batch >= settings.batch ? lengthOf(settings) : 0);
  if (sequence === 0 && batch === 0) return undefined;
  return { ...(sequence > 0 && { sequence }), ...(batch > 0 && { batch }) };
}
