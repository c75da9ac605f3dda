import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { CheckOptions } from '../run/options.ts';
import { loadData } from '../run/data.ts';
import { resolveTask } from '../tasks/resolve.ts';
import { rulePages } from './catalogue.ts';

function refuse(flag: string, what: string, word: string, known: readonly string[], list: string): never {
  const near = nearest(word, known);
  throw new FtlintError(
    `unknown-${what}`,
    `${flag} ${word}: no such ${what}`,
    near === undefined ? `ftlint ${list} lists them` : `did you mean ${near}?`,
  );
}

/** Refuses names of tasks, rules and gates that do not exist before anything is read: a typo never passes. */
export async function checkNames(options: CheckOptions): Promise<void> {
  const { task, rules = {}, only = [], skip = [], accept = [] } = options;
  resolveTask(task, loadData().tasks);
  // Targets have rules and gates of their own: the run refuses what they do not have, before it reads.
  if (options.for !== undefined) return;
  const severities = Object.keys(rules);
  if (severities.length + only.length + skip.length + accept.length === 0) return;
  const gates = loadData().gates.map((g) => g.id);
  for (const { gate } of accept) if (!gates.includes(gate)) refuse('--accept', 'gate', gate, gates, 'gates');
  const pages = await rulePages();
  // A gate's finding bears the gate's id, so it is named like a rule.
  const ids = [...pages.map((p) => p.id), ...gates];
  const groups = [...new Set(['gate', ...pages.map((p) => p.group!)])];
  for (const id of severities) if (!ids.includes(id)) refuse('--rule', 'rule', id, ids, 'rules');
  const either = [...ids, ...groups];
  for (const id of only) if (!either.includes(id)) refuse('--only', 'rule', id, either, 'rules');
  for (const id of skip) if (!either.includes(id)) refuse('--skip', 'rule', id, either, 'rules');
}
