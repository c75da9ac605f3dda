import { rules as shipped } from '../../rules/index.ts';
import { FtlintError } from '../core/error.ts';
import type { Gate, Task } from '../core/gate-types.ts';
import type { Rule } from '../core/rule-types.ts';
import { resolveTask } from '../tasks/resolve.ts';
import { loadData } from './data.ts';
import type { CheckOptions } from './options.ts';
import { type Filter, filterOf } from './severity.ts';

/** What a run was asked, with every name resolved. */
export interface Asked {
  readonly options: CheckOptions;
  readonly rules: readonly Rule[];
  readonly filter: Filter;
  readonly gates: readonly Gate[];
  readonly tasks: readonly Task[];
  /** `--task`; undefined: to be inferred. */
  readonly given: Task | undefined;
}

/** Resolves the names in the options. Throws FtlintError on one that does not exist. */
export function askedOf(options: CheckOptions): Asked {
  const { gates, tasks } = loadData();
  const rules = withOwn(options.extend ?? []);
  return {
    options,
    rules,
    filter: filterOf(options, rules, gates),
    gates,
    tasks,
    given: resolveTask(options.task, tasks),
  };
}

/** Places kept for each rule when nobody says otherwise. */
const KEEP = 5;

/** Places shown for each rule. */
export function limitOf(options: CheckOptions): number {
  return options.limit ?? KEEP;
}

/** Shipped rules and the caller's. Throws FtlintError when an id is taken. */
function withOwn(own: readonly Rule[]): readonly Rule[] {
  const taken = new Set(shipped.map((rule) => rule.meta.id));
  for (const { meta } of own) {
    if (taken.has(meta.id))
      throw new FtlintError('rule-taken', `a rule called "${meta.id}" exists already`, 'give yours another id');
    taken.add(meta.id);
  }
  return own.length === 0 ? shipped : [...shipped, ...own];
}
