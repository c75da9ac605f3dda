import { FtlintError } from '../../../core/error.ts';
import { moduleNames, largestRank } from '../../../plan/adapters.ts';
import type { Sharding } from '../../../plan/fit.ts';
import type { Chosen } from '../../../plan/plan-model.ts';
import type { Choice } from '../../../plan/trainer-flags.ts';
import { grouped } from '../../../reporters/numbers.ts';
import { DEFAULTS, type Settings } from '../../../plan/plan-types.ts';
import type { Parsed } from '../../parse.ts';

/** The last value of a flag. */
export const valueOf = (parsed: Parsed, name: string): string | undefined => parsed.values.get(name)?.at(-1);

/** The words of a flag that takes several with commas. */
export const listOf = (parsed: Parsed, name: string): readonly string[] =>
  (valueOf(parsed, name) ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** A positive number up to a most; `whole`: an integer. */
export function numberOf(parsed: Parsed, name: string, otherwise: number, most: number, whole = true): number {
  const text = valueOf(parsed, name);
  if (text === undefined) return otherwise;
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value) || value <= 0 || value > most || (whole && !Number.isInteger(value))) {
    const kind = whole ? 'a whole number' : 'a number';
    throw new FtlintError('usage', `--${name} ${text}: expected ${kind} above 0, ${grouped(most)} at most`);
  }
  return value;
}

/** Settings by flags over the defaults; a sequence that is not asked for is the target's. */
export function readSettings(parsed: Parsed): Settings {
  const targets = listOf(parsed, 'target-modules');
  const has = (name: string): boolean => parsed.switches.has(name);
  return {
    ...DEFAULTS,
    rank: numberOf(parsed, 'rank', DEFAULTS.rank, 1e6),
    ...(targets.length > 0 && { targets }),
    promptTokens: numberOf(parsed, 'prompt-tokens', DEFAULTS.promptTokens, 1e6),
    sequence: numberOf(parsed, 'sequence', DEFAULTS.sequence, 1e8),
    batch: numberOf(parsed, 'batch', DEFAULTS.batch, 1e5),
    accumulation: numberOf(parsed, 'accumulation', DEFAULTS.accumulation, 1e6),
    checkpointing: !has('no-checkpointing'),
    offloading: has('offload-activations'),
    compile: has('compile'),
    optimizer: (valueOf(parsed, 'optimizer') ?? DEFAULTS.optimizer) as Settings['optimizer'],
    precision: (valueOf(parsed, 'precision') ?? DEFAULTS.precision) as Settings['precision'],
    packing: has('packing'),
    lossChunks: has('loss-chunks'),
    doubleQuant: has('double-quant'),
    eagerAttention: has('eager-attention'),
    epochs: numberOf(parsed, 'epochs', DEFAULTS.epochs, 1e4, false),
  };
}

/** How several cards share the work. */
export const readSharding = (parsed: Parsed): Sharding => (valueOf(parsed, 'sharding') ?? 'zero-3') as Sharding;

/** Refuses what the model cannot do: a rank above its narrowest matrix, a sequence beyond its context. */
export function refuseAbsurd(
  { title, architecture }: Chosen,
  { rank, targets, sequence, promptTokens }: Settings,
): void {
  const most = largestRank(architecture, targets);
  if (rank > most)
    throw new FtlintError(
      'absurd-rank',
      `--rank ${rank}: the narrowest of the matrices that are adapted in ${title} is ${most} wide, and a rank above that saves nothing`,
      `usual ranks are 8 to 64; modules: ${moduleNames(architecture).join(', ')}`,
    );
  const { context } = architecture;
  if (context === undefined) return;
  if (sequence > context)
    throw new FtlintError(
      'beyond-context',
      `--sequence ${sequence}: ${title} reads ${grouped(context)} tokens at most`,
      `--sequence ${context}, or a model with a longer context`,
    );
  if (promptTokens + sequence > context && promptTokens > context / 2)
    throw new FtlintError(
      'beyond-context',
      `--prompt-tokens ${promptTokens}: ${title} reads ${context} tokens at most`,
    );
}

/** Flags of settings that a trainer has too; others are part of every recommendation. */
const CHOICES: readonly string[] = [
  'optimizer',
  'precision',
  'no-checkpointing',
  'offload-activations',
  'compile',
  'loss-chunks',
  'double-quant',
  'eager-attention',
];

/** The settings that the person chose of those that have a default, as they were given. */
export function choicesOf(parsed: Parsed): readonly Choice[] {
  return CHOICES.flatMap((flag): readonly Choice[] => {
    const value = valueOf(parsed, flag);
    if (value !== undefined) return [{ flag, value }];
    return parsed.switches.has(flag) ? [{ flag }] : [];
  });
}
