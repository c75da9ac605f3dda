import { readFile } from 'node:fs/promises';
import { targetRules } from '../../../rules/targets.ts';
import type { Rule } from '../../core/rule-types.ts';
import { root } from '../../place.ts';
import { BUILT_IN_IDS } from '../../targets/built-in.ts';
import { targetFold } from '../../targets/target-fold.ts';
import { openTokenizer } from '../../tokens/open.ts';
import { remembering } from '../../tokens/remember.ts';
import { FtlintError } from '../../core/error.ts';
import type { CheckOptions } from '../options.ts';
import type { Case } from '../case.ts';
import type { Measures } from '../../core/measures.ts';
import type { SplitName } from '../../core/tape.ts';
import type { TargetLimit } from '../../core/target-types.ts';
import type { DestinationSpec } from './destination-spec.ts';
import { judgeTarget, type JudgedTarget } from './judge-target.ts';

/** Destinations, ready to be folded and judged. */
export interface Destinations {
  readonly spec: DestinationSpec;
  /** One fold for each target, and the rules of the chat template. */
  readonly rules: readonly Rule[];
  /** Ids that `--rule`, `--only` and `--skip` may name beside the others, and gates that `--accept` may. */
  readonly ruleIds: readonly string[];
  readonly gateIds: readonly string[];
  /** Holds a data set against every target. Pure. */
  judge(splits: ReadonlyMap<SplitName, Measures>, c: Case): readonly JudgedTarget[];
}

/** What `options` ask: `--for`, `--rules-dir`, `--tokenizer`. Throws FtlintError for what names nothing. */
export async function askDestinations(options: CheckOptions): Promise<DestinationSpec> {
  const { askTargets } = await import('../asked-targets.ts');
  const targets = await askTargets(options);
  const { tokenizer, chatTemplate, cwd } = options;
  if (tokenizer !== undefined && targets.length === 0)
    throw new FtlintError(
      'usage',
      '--tokenizer: tokens are counted as a destination counts them, and none is named',
      'as in --for trl-sft --tokenizer o200k_base',
    );
  const { tokenizerSpec } = await import('../../tokens/spec.ts');
  const { readTemplate } = await import('../read-template.ts');
  return {
    targets,
    ...(tokenizer !== undefined && { tokenizer: await tokenizerSpec(tokenizer, cwd ?? '.') }),
    ...(chatTemplate !== undefined && { template: await readTemplate(chatTemplate, cwd) }),
  };
}

/** The rules of a chat template; its interpreter is loaded when there is one. */
async function rulesOfTemplate({ template }: DestinationSpec): Promise<readonly Rule[]> {
  if (template === undefined) return [];
  const { templateRules } = await import('../../templates/rules.ts');
  return templateRules(template);
}

/** A threshold that holds for every target: `rules/destinations/<id>.json`. */
async function commonLimit(id: string): Promise<TargetLimit> {
  return JSON.parse(await readFile(new URL(`rules/destinations/${id}.json`, root), 'utf8')) as TargetLimit;
}

/** Makes the folds of what was asked. `keep`: places kept of each check. */
export async function openDestinations(
  spec: DestinationSpec,
  keep: number,
  today: string | undefined,
): Promise<Destinations> {
  const kept = await commonLimit('rows-dropped-by-target');
  const counter = remembering(await openTokenizer(spec.tokenizer));
  const rules = new Map(targetRules.map((rule) => [rule.meta.id, rule]));
  return {
    spec,
    rules: [
      ...spec.targets.map((asked, i) => targetFold(asked, rules, counter, keep, i === 0)),
      ...(await rulesOfTemplate(spec)),
    ],
    ruleIds: [...BUILT_IN_IDS, ...rules.keys()],
    gateIds: [...new Set([kept.id, ...spec.targets.flatMap(({ target }) => target.limits.map(({ id }) => id))])],
    judge: (splits, c) => spec.targets.map((asked) => judgeTarget(asked, { rules, counter, kept, today }, splits, c)),
  };
}
