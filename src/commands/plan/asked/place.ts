import { FtlintError } from '../../../core/error.ts';
import type { Parameter, Target } from '../../../core/target-types.ts';
import { askTargets } from '../../../run/asked-targets.ts';
import { type AskedTarget, targetWords } from '../../../targets/ask.ts';
import { numberOf } from '../../../targets/parameters.ts';
import type { Io } from '../../io.ts';
import type { Parsed } from '../../parse.ts';
import { valueOf } from './flags.ts';

/** What `--for` says beside which place it is. */
export interface Trainer {
  readonly id: string;
  /** Others train it there, and bill tokens. */
  readonly hosted: boolean;
  /** Tokens of a sequence there; undefined where the place has no limit. */
  readonly length: number | undefined;
  readonly packing: boolean;
  /** Settings that it names and a plan does not take from it, a sentence. */
  readonly unread: string | undefined;
}

/** Parameters of targets that say whether rows are packed. */
export const PACKING = ['packing', 'sample_packing', 'packed'];

/** Keys of settings that a plan takes from flags alone, by flag. */
const BY_FLAG: Readonly<Record<string, readonly string[]>> = {
  batch: ['micro_batch_size', 'per_device_train_batch_size', 'batch_size'],
  accumulation: ['gradient_accumulation_steps', 'global_batch_size'],
  epochs: ['num_epochs', 'num_train_epochs', 'epochs'],
  rank: ['lora_r', 'lora_rank'],
};
const KEYS = Object.entries(BY_FLAG).flatMap(([flag, keys]) => keys.map((key) => ({ flag, key })));

/** Name of the parameter that says how long a record may be; undefined where the place decides. */
export const parameterOfLimit = ({ length: { limit } }: Target): string | undefined =>
  typeof limit === 'string' ? limit.slice(1) : undefined;

/** What a run file sets of these, found as its target's own parameters are. */
async function setInFile(word: string, target: Target, io: Io): Promise<Readonly<Record<string, unknown>>> {
  const [{ file } = { file: undefined }] = targetWords([word]);
  if (file === undefined) return {};
  const { runFile } = await import('../../../run/run-file.ts');
  const run = await runFile(file, target.id, { inputs: [], cwd: io.cwd });
  const parameters = Object.fromEntries(
    KEYS.map(({ key }) => [key, { type: 'string', keys: [key] } as unknown as Parameter]),
  );
  return run.valuesFor({ ...target, parameters }, new Set());
}

/** What parameters set of these, beside their defaults. */
function setByParameters({ target, parameters }: AskedTarget): Readonly<Record<string, unknown>> {
  const other = Object.entries(parameters).filter(([name, value]) => value !== target.parameters?.[name]?.default);
  return Object.fromEntries(other);
}

/** The sentence about settings that stand in a run file or behind the colon and count for nothing here. */
function unreadWords(word: string, set: Readonly<Record<string, unknown>>, parsed: Parsed): string | undefined {
  const lost = KEYS.filter(({ flag, key }) => Object.hasOwn(set, key) && !parsed.values.has(flag));
  if (lost.length === 0) return undefined;
  const named = lost.map(({ key }) => `${key} ${String(set[key])}`).join(', ');
  const flags = [...new Set(lost.map(({ flag }) => `--${flag}`))].join(' ');
  return `not read from --for ${word}: ${named}; a plan takes ${flags}`;
}

/** The place that `--for` names, with its parameters; undefined where none is named. Throws FtlintError for a second one. */
export async function askTrainer(parsed: Parsed, io: Io): Promise<Trainer | undefined> {
  const words = parsed.values.get('for') ?? [];
  if (words.length === 0) return undefined;
  const rulesDir = valueOf(parsed, 'rules-dir');
  const all = await askTargets({
    inputs: [],
    for: words,
    cwd: io.cwd,
    ...(rulesDir === undefined ? {} : { rulesDir }),
  });
  if (all.length > 1) throw new FtlintError('usage', `--for names ${all.length} places`, 'a plan is for one place');
  const [asked] = all;
  const { target, parameters } = asked;
  const set = { ...(await setInFile(words[0], target, io)), ...setByParameters(asked) };
  return {
    id: target.id,
    hosted: target.place === 'hosted',
    length: numberOf(target.length.limit, parameters) ?? undefined,
    packing: PACKING.some((name) => parameters[name] === true),
    unread: unreadWords(words[0], set, parsed),
  };
}
