import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { rules } from '../rules/index.ts';
import { targetRules } from '../rules/targets.ts';
import type { Target } from '../src/core/target-types.ts';
import { targetFaults } from '../src/targets/target-faults.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../rules/${name}/`, import.meta.url));
const read = <T>(name: string, file: string): T => JSON.parse(readFileSync(folder(name) + file, 'utf8')) as T;
const stems = (name: string): string[] =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictTypes: false });
const validate = ajv.compile(read<object>('schema', 'target.schema.json'));
const targets = stems('targets').map((id): [string, Target] => [id, read<Target>('targets', `${id}.json`)]);
const options = new Map(targetRules.map(({ meta }) => [meta.id, ajv.compile(meta.options ?? { maxProperties: 0 })]));

describe.each(targets)('targets/%s', (id, target) => {
  test('fits its schema and is called by its id', () => {
    validate(target);
    expect(validate.errors ?? []).toEqual([]);
    expect(target.id).toBe(id);
  });

  test('names no shape, field or parameter that it does not have', () => {
    expect(targetFaults(target)).toEqual([]);
  });

  test('asks for target rules that exist, with options that they take', () => {
    const wrong = target.checks.flatMap((check, i) => {
      const fits = options.get(check.rule);
      if (fits === undefined) return [`/checks/${i}: there is no target rule ${check.rule}`];
      return fits(check.options ?? {}) ? [] : [`/checks/${i} ${check.rule}: ${ajv.errorsText(fits.errors)}`];
    });
    expect(wrong).toEqual([]);
  });

  test('asks for file problems that a rule of the reader reports', () => {
    const known = new Set(rules.map(({ meta }) => meta.id));
    const named = target.files.flatMap(({ options: { rule } = {} }) => (rule === undefined ? [] : [rule]));
    expect(named.filter((rule) => !known.has(rule))).toEqual([]);
  });

  test('asks nothing twice', () => {
    const asked = target.checks.map(({ rule, options: of, shapes, if: when }) =>
      JSON.stringify([rule, of, shapes, when]),
    );
    expect(asked.filter((one, i) => asked.indexOf(one) !== i)).toEqual([]);
    const gates = target.limits.map((limit) => JSON.stringify([limit.id, limit.if]));
    expect(gates.filter((one, i) => gates.indexOf(one) !== i)).toEqual([]);
  });

  test('says when a record ends the run, and has defaults of the right type', () => {
    const silent = target.checks.filter(({ fate, at }) => fate === 'crash' && at === undefined);
    expect(silent).toEqual([]);
    for (const { type, default: value, choices } of Object.values(target.parameters ?? {})) {
      if (value === null) continue;
      expect(typeof value).toBe(type === 'integer' ? 'number' : type);
      if (type === 'integer') expect(value).toBe(Math.trunc(value as number));
      if (choices !== undefined) expect(choices).toContain(value);
    }
  });

  test('has cases with known answers', () => {
    expect(existsSync(fileURLToPath(new URL(`../fixtures/targets/${id}/cases.json`, import.meta.url)))).toBe(true);
  });
});

/** The same data without the member at `path`. */
function without(data: unknown, path: readonly (string | number)[]): unknown {
  const copy = structuredClone(data) as Record<string | number, unknown>;
  const holder = path.slice(0, -1).reduce((at, key) => at[key] as Record<string | number, unknown>, copy);
  delete holder[path[path.length - 1]];
  return copy;
}

describe('a target without its source is refused', () => {
  test.each(targets)('%s', (_id, target) => {
    for (const holder of [[], ['lifecycle']])
      for (const path of [['evidence'], ...['class', 'source', 'read'].map((key) => ['evidence', key])])
        expect(validate(without(target, [...holder, ...path]))).toBe(false);
    expect(validate({ ...target, evidence: { ...target.evidence, source: '' } })).toBe(false);
    expect(validate({ ...target, evidence: { ...target.evidence, class: 'hearsay' } })).toBe(false);
    expect(validate({ ...target, anything: 1 })).toBe(false);
  });
});

test('no word means two targets, and no id is a rule', () => {
  // A word may mean a task or a format too (sentence-transformers, gemini): --for asks only about targets, and explain shows both.
  const own = targets.flatMap(([id, { names }]) => [id, ...names]);
  expect(own.filter((word, i) => own.indexOf(word) !== i)).toEqual([]);
  const taken = new Set([...rules, ...targetRules].map(({ meta }) => meta.id));
  expect(own.filter((word) => taken.has(word))).toEqual([]);
});
