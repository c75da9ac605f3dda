import type { Gate, Task } from '../core/gate-types.ts';
import type { Format } from '../formats/format.ts';
import { ruleData } from './rule-data.ts';

/** The data that rules and verdicts read: adding a file to a folder of `rules/` adds a format, a task or a gate. */
export interface Data {
  readonly formats: readonly Format[];
  readonly tasks: readonly Task[];
  readonly gates: readonly Gate[];
}

/** Order of the verdict's lines: what breaks the run, then size, then quality. */
const GATE_ORDER = [
  'records.broken',
  'answers.blank',
  'samples.minimum',
  'class.samples',
  'class.floor',
  'class.ratio',
  'copies.share',
  'conflicts.share',
  'leak.share',
  'eval.present',
];

let cached: Data | undefined;

/** Formats, tasks and gates as shipped; tests validate the files against rules/schema. */
export function loadData(): Data {
  if (cached !== undefined) return cached;
  const place = (gate: Gate): number => (GATE_ORDER.indexOf(gate.id) + GATE_ORDER.length + 1) % (GATE_ORDER.length + 1);
  const gates = [...(ruleData('gates') as readonly Gate[])].sort((a, b) => place(a) - place(b));
  cached = { formats: ruleData('formats') as readonly Format[], tasks: ruleData('tasks') as readonly Task[], gates };
  return cached;
}
