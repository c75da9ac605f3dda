import { readdirSync, readFileSync } from 'node:fs';
import { FtlintError } from '../core/error.ts';
import type { Gate, Task } from '../core/gate-types.ts';
import type { Format } from '../formats/format.ts';
import { root } from '../place.ts';

/** The data that rules and verdicts read: adding a file to a folder of `rules/` adds a format, a task or a gate. */
export interface Data {
  readonly formats: readonly Format[];
  readonly tasks: readonly Task[];
  readonly gates: readonly Gate[];
}

function readAll<T>(folder: string): readonly T[] {
  const url = new URL(`rules/${folder}/`, root);
  const names = readdirSync(url)
    .filter((name) => name.endsWith('.json'))
    .sort();
  return names.map((name) => {
    try {
      return JSON.parse(readFileSync(new URL(name, url), 'utf8')) as T;
    } catch (cause) {
      throw new FtlintError('bad-data', `rules/${folder}/${name} is not JSON: ${(cause as Error).message}`);
    }
  });
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
  const gates = [...readAll<Gate>('gates')].sort((a, b) => place(a) - place(b));
  cached = { formats: readAll<Format>('formats'), tasks: readAll<Task>('tasks'), gates };
  return cached;
}
