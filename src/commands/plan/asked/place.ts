import { FtlintError } from '../../../core/error.ts';
import type { Parameter, Target } from '../../../core/target-types.ts';
import { askTargets } from '../../../run/asked-targets.ts';
import type { TrainerFlags } from '../../../plan/trainer-flags.ts';
import { type AskedTarget, targetWords } from '../../../targets/ask.ts';
import { numberOf } from '../../../targets/parameters.ts';
import type { Io } from '../../io.ts';
import type { Parsed } from '../../parse.ts';
import { valueOf } from './flags.ts';

/** What `--for` says beside which place it is. */
export interface Place {
  readonly id: string;
  /** Others train it there, and bill tokens. */
  readonly hosted: boolean;
  /** Tokens of a sequence there; undefined where the place has no limit. */
  readonly length: number | undefined;
  readonly packing: boolean;
  /** Its rows are preference pairs. */
  readonly pairs: boolean;
  /** Settings that it names and a plan does not take from it, a sentence. */
  readonly unread: string | undefined;
}

/** Keys of a trainer's run file that say whether rows are packed: the only setting that a plan takes from there. */
export const packingKeys = ({ runFiles }: TrainerFlags): readonly string[] => runFiles['packing'].keys;

/** A setting that a plan takes from a flag alone, by its key in a trainer's run file. */
interface ByFlag {
  readonly flag: string;
  readonly key: string;
}

const byFlag = ({ runFiles }: TrainerFlags): readonly ByFlag[] =>
  Object.entries(runFiles).flatMap(([flag, { keys }]) =>
    flag === 'packing' ? [] : keys.map((key) => ({ flag, key })),
  );

/** Name of the parameter that says how long a record may be; undefined where the place decides. */
export const parameterOfLimit = ({ length: { limit } }: Target): string | undefined =>
  typeof limit === 'string' ? limit.slice(1) : undefined;

/** What a run file sets of these, found as its target's own parameters are. */
async function setInFile(
  word: string,
  target: Target,
  keys: readonly ByFlag[],
  io: Io,
): Promise<Readonly<Record<string, unknown>>> {
  const [{ file } = { file: undefined }] = targetWords([word]);
  if (file === undefined) return {};
  const { runFile } = await import('../../../run/run-file.ts');
  const run = await runFile(file, target.id, { inputs: [], cwd: io.cwd });
  const parameters = Object.fromEntries(
    keys.map(({ key }) => [key, { type: 'string', keys: [key] } as unknown as Parameter]),
  );
  return run.valuesFor({ ...target, parameters }, new Set());
}

/** What parameters set of these, beside their defaults. */
function setByParameters({ target, parameters }: AskedTarget): Readonly<Record<string, unknown>> {
  const other = Object.entries(parameters).filter(([name, value]) => value !== target.parameters?.[name]?.default);
  return Object.fromEntries(other);
}

/** The sentence about settings that stand in a run file or behind the colon and count for nothing here. */
function unreadWords(
  word: string,
  set: Readonly<Record<string, unknown>>,
  keys: readonly ByFlag[],
  parsed: Parsed,
): string | undefined {
  const lost = keys.filter(({ flag, key }) => Object.hasOwn(set, key) && !parsed.values.has(flag));
  if (lost.length === 0) return undefined;
  const named = lost.map(({ key }) => `${key} ${String(set[key])}`).join(', ');
  const flags = [...new Set(lost.map(({ flag }) => `--${flag}`))].join(' ');
  return `not read from --for ${word}: ${named}; a plan takes ${flags}`;
}

/** The place that `--for` names, with its parameters; undefined where none is named. Throws FtlintError for a second one. */
export async function askPlace(parsed: Parsed, io: Io, trainers: TrainerFlags): Promise<Place | undefined> {
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
  const keys = byFlag(trainers);
  const set = { ...(await setInFile(words[0], target, keys, io)), ...setByParameters(asked) };
  return {
    id: target.id,
    hosted: target.place === 'hosted',
    length: numberOf(target.length.limit, parameters) ?? undefined,
    packing: packingKeys(trainers).some((name) => parameters[name] === true),
    pairs: target.shapes.every(({ kind }) => kind === 'preference'),
    unread: unreadWords(words[0], set, keys, parsed),
  };
}
