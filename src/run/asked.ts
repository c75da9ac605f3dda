import { rules as shipped } from '../../rules/index.ts';
import { FtlintError } from '../core/error.ts';
import type { Gate, Task } from '../core/gate-types.ts';
import type { Rule } from '../core/rule-types.ts';
import { resolveTask } from '../tasks/resolve.ts';
import { loadData } from './data.ts';
import type { CheckOptions } from './options.ts';
import type { Destinations } from './targets/destinations.ts';
import type { DestinationSpec } from './targets/destination-spec.ts';
import { type Filter, filterOf } from './severity.ts';

/** What a run was asked, with every name resolved. */
export interface Asked {
  readonly options: CheckOptions;
  readonly rules: readonly Rule[];
  /** Rules of the caller are among them, which no other thread can be given. */
  readonly extended: boolean;
  /** `--for`. */
  readonly destinations: Destinations | undefined;
  readonly filter: Filter;
  readonly gates: readonly Gate[];
  readonly tasks: readonly Task[];
  /** `--task`; undefined: to be inferred. */
  readonly given: Task | undefined;
}

/**
 * Resolves the names in the options. `planned`: destinations that were asked when the data was scanned. Throws FtlintError on
 * a name that does not exist.
 */
export async function askedOf(options: CheckOptions, planned?: DestinationSpec): Promise<Asked> {
  const { gates, tasks } = loadData();
  const { extend = [] } = options;
  const destinations = await destinationsOf(options, planned);
  const rules = [...withOwn(extend), ...(destinations?.rules ?? [])];
  return {
    options,
    rules,
    extended: extend.length > 0,
    destinations,
    filter: filterOf(options, rules, gates, destinations),
    gates,
    tasks,
    given: resolveTask(options.task, tasks),
  };
}

async function destinationsOf(
  options: CheckOptions,
  planned: DestinationSpec | undefined,
): Promise<Destinations | undefined> {
  const { rulesDir, tokenizer, chatTemplate } = options;
  const asks = (options.for ?? []).length > 0 || [rulesDir, tokenizer, chatTemplate].some((of) => of !== undefined);
  if (!asks && planned === undefined) return undefined;
  const { askDestinations, openDestinations } = await import('./targets/destinations.ts');
  const spec = planned ?? (await askDestinations(options));
  return openDestinations(spec, Math.max(limitOf(options), 1), options.today);
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
