import { FtlintError } from '../../../core/error.ts';
import { DEFAULTS } from '../../../plan/plan-types.ts';
import { askTargets } from '../../../run/asked-targets.ts';
import type { AskedTarget } from '../../../targets/ask.ts';
import { targetWords } from '../../../targets/ask.ts';
import { parameterOfLimit } from './place.ts';

/** What a plan sets of a trainer, whatever stands there. */
export interface Planned {
  /** Tokens of a sequence by `--sequence`. */
  readonly sequence: number | undefined;
  /** Tokens that every planned model reads; Infinity where no config says. */
  readonly longest: number;
  readonly packing: boolean;
  /** Parameters of targets that say whether rows are packed. */
  readonly packingKeys: readonly string[];
}

/** Tokens at which the trainer shall cut: as asked for, or within what the model reads; undefined where its own setting holds. */
function lengthFor(own: unknown, { sequence, longest }: Planned): number | undefined {
  if (sequence !== undefined) return sequence === own ? undefined : sequence;
  const wanted = typeof own === 'number' ? own : DEFAULTS.sequence;
  const length = Math.min(wanted, longest);
  return length === own ? undefined : length;
}

/** A word of `--for` with the planned length and packing behind it; throws FtlintError where it says another length itself. */
function plannedWord(word: string, { target, parameters, label }: AskedTarget, planned: Planned): string {
  if (target.place !== 'trainer') return word;
  const added: string[] = [];
  const name = parameterOfLimit(target);
  const length = name === undefined ? undefined : lengthFor(parameters[name], planned);
  if (length !== undefined) {
    if (label.includes(`${name!}=`) && planned.sequence !== undefined)
      throw new FtlintError(
        'usage',
        `--sequence ${planned.sequence} and --for ${word} say different lengths`,
        'leave one of them out',
      );
    if (!label.includes(`${name!}=`)) added.push(`${name!}=${length}`);
  }
  const packs = planned.packingKeys.find((key) => typeof parameters[key] === 'boolean');
  if (planned.packing && packs !== undefined && parameters[packs] === false) added.push(`${packs}=true`);
  if (added.length === 0) return word;
  // A run file takes its first parameter behind a colon, and so does a bare name; any other behind a comma.
  const [{ set }] = targetWords([word]);
  return `${word}${set.length === 0 ? ':' : ','}${added.join(',')}`;
}

/** The words of `--for` as the planned run would set its trainer, each with what it asks. */
export async function plannedWords(
  words: readonly string[],
  planned: Planned,
  cwd: string,
  rulesDir: string | undefined,
): Promise<{ readonly words: readonly string[]; readonly asked: readonly AskedTarget[] }> {
  const ask = (those: readonly string[]): Promise<readonly AskedTarget[]> =>
    askTargets({ inputs: [], for: those, cwd, ...(rulesDir === undefined ? {} : { rulesDir }) });
  const set = await Promise.all(
    words.map(async (word) => {
      const [asked] = await ask([word]);
      return plannedWord(word, asked, planned);
    }),
  );
  return { words: set, asked: await ask(set) };
}
