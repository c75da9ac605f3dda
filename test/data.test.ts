import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Gate, Task } from '../src/core/gate-types.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../rules/${name}/`, import.meta.url));
const read = <T>(name: string, file: string): T => JSON.parse(readFileSync(folder(name) + file, 'utf8')) as T;
const all = <T>(name: string): [string, T][] =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.slice(0, -'.json'.length), read<T>(name, file)]);

const ajv = new Ajv2020({ allErrors: true });
const validators = {
  tasks: ajv.compile(read<object>('schema', 'task.schema.json')),
  gates: ajv.compile(read<object>('schema', 'gate.schema.json')),
};
const tasks = all<Task>('tasks');
const gates = all<Gate>('gates');
const files = [
  ...tasks.map(([id, data]) => ['tasks', id, data] as const),
  ...gates.map(([id, data]) => ['gates', id, data] as const),
];

test.each(files)('%s/%s fits its schema and is called by its id', (name, id, data) => {
  validators[name](data);
  expect(validators[name].errors ?? []).toEqual([]);
  expect(data.id).toBe(id);
});

/** The same data without the member at `path`. */
function without(data: unknown, path: readonly (string | number)[]): unknown {
  const copy = structuredClone(data) as Record<string | number, unknown>;
  const holder = path.slice(0, -1).reduce((at, key) => at[key] as Record<string | number, unknown>, copy);
  delete holder[path[path.length - 1]];
  return copy;
}

describe('a file without its source is refused', () => {
  const evidence = ['class', 'source', 'read'];

  test.each(tasks)('tasks/%s', (_id, task) => {
    for (const path of [['evidence'], ...evidence.map((key) => ['evidence', key])]) {
      expect(validators.tasks(without(task, path))).toBe(false);
    }
    expect(validators.tasks({ ...task, evidence: { ...task.evidence, source: '' } })).toBe(false);
    expect(validators.tasks({ ...task, evidence: { ...task.evidence, class: 'hearsay' } })).toBe(false);
  });

  test.each(gates)('gates/%s', (_id, gate) => {
    gate.limits.forEach((_limit, i) => {
      for (const path of [['limits', i, 'evidence'], ...evidence.map((key) => ['limits', i, 'evidence', key])]) {
        expect(validators.gates(without(gate, path))).toBe(false);
      }
    });
  });
});

describe('tasks', () => {
  // The table of "Day 18: Fine-Tuning Concepts and Strategies".
  test.each([
    ['classification', 500, 2000, 5000],
    ['sentiment', 1000, 5000, 10_000],
    ['summarization', 1000, 5000, 20_000],
    ['dialogue', 500, 3000, 10_000],
    ['domain-adaptation', 5000, 10_000, 50_000],
    ['code-generation', 2000, 10_000, 50_000],
  ])('%s has the numbers of the guide', (id, minimum, low, high) => {
    expect(read<Task>('tasks', `${id}.json`)).toMatchObject({
      minimum,
      recommended: [low, high],
      evidence: { class: 'guide' },
    });
  });

  test('no name means two tasks, and `sft` means none', () => {
    const names = tasks.flatMap(([id, task]) => [id, ...task.names]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(names).not.toContain('sft');
  });

  test.each(tasks)('%s: the minimum is not above the range', (_id, { minimum, recommended: [low, high] }) => {
    expect(minimum).toBeLessThanOrEqual(low);
    expect(low).toBeLessThan(high);
  });
});

describe.each(gates)('gate %s', (id, gate) => {
  test('has a page', () => {
    expect(readFileSync(`${folder('gates')}${id}.md`, 'utf8').split('\n', 1)).toEqual([`# ${id}`]);
  });

  test('says what it found for every level that it reaches, and what to do', () => {
    const levels = new Set(gate.limits.map(({ level }) => level).filter((level) => level !== 'info'));
    expect(new Set(Object.keys(gate.findings))).toEqual(levels);
    expect(new Set(Object.keys(gate.distance))).toEqual(levels);
  });

  test('names tasks that exist', () => {
    const known = new Set(tasks.map(([task]) => task));
    const named = [...(gate.applies.tasks ?? []), ...gate.limits.flatMap((limit) => limit.tasks ?? [])];
    expect(named.filter((task) => !known.has(task))).toEqual([]);
  });
});
