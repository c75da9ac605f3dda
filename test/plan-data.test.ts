import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';

const at = (path: string): string => fileURLToPath(new URL(`../rules/${path}`, import.meta.url));
const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(at(path), 'utf8')) as Record<string, unknown>;
const models = readdirSync(at('models')).map((file) => `models/${file}`);
const rest = readdirSync(at('plan')).filter((file) => file.endsWith('.json'));
const schemaOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries(models.map((file) => [file, 'model'])),
  ...Object.fromEntries(rest.map((file) => [`plan/${file}`, `plan-${file.replace('.json', '')}`])),
  'gpus.json': 'gpus',
};
const ajv = new Ajv2020({ allErrors: true, strictTuples: false });
const validators = new Map(
  [...new Set(Object.values(schemaOf))].map((name) => [name, ajv.compile(read(`schema/${name}.schema.json`))]),
);

test.each(Object.entries(schemaOf))('%s fits its schema', (file, schema) => {
  const validate = validators.get(schema)!;
  validate(read(file));
  expect(validate.errors ?? []).toEqual([]);
});

/** Paths of every `evidence` in a value. */
function* evidences(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'evidence') yield [...path, key];
    yield* evidences(inner, [...path, key]);
  }
}

test.each(Object.entries(schemaOf))('%s is refused without a source or its day', (file, schema) => {
  const validate = validators.get(schema)!;
  for (const path of evidences(read(file))) {
    for (const lost of [path, [...path, 'source'], [...path, 'read']]) {
      const copy = read(file);
      const holder = lost
        .slice(0, -1)
        .reduce<Record<string, unknown>>((o, key) => o[key] as Record<string, unknown>, copy);
      delete holder[lost.at(-1)!];
      expect(validate(copy)).toBe(false);
    }
  }
});

test('a model is called by its id, and no name means two', () => {
  const all = models.map((file) => [file, read(file)] as const);
  for (const [file, { id }] of all) expect(file).toBe(`models/${String(id)}.json`);
  const names = all.flatMap(([, { id, names: own, standsFor }]) => [id, ...(own as string[]), standsFor ?? id]);
  const distinct = all.flatMap(([, { id, names: own }]) => [id, ...(own as string[])]);
  expect(new Set(distinct).size).toBe(distinct.length);
  expect(names).toEqual(expect.arrayContaining(['7B', '13B', '70B']));
});
