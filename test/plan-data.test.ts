import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Gpu, gpuBytes } from '../src/plan/fit.ts';

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

test('no number of a card was taken from memory, and of a card no more is used than it has', () => {
  const { gpus } = read('gpus.json') as unknown as { readonly gpus: readonly Gpu[] };
  expect(JSON.stringify(gpus)).not.toMatch(/from memory|no page was read/);
  for (const { memory } of gpus) expect(gpuBytes({ memory })).toBeLessThanOrEqual(memory.value * 2 ** 30);
});

test.each([
  ['t4', 15],
  ['a10', 22.49],
  ['l4', 22.49],
  ['l40s', 44.99],
  ['rtx-4090', 24],
  ['a100-80gb', 80],
])('of %s a program may use %d GiB', (id, gib) => {
  const { gpus } = read('gpus.json') as unknown as { readonly gpus: readonly Gpu[] };
  expect(gpuBytes(gpus.find((gpu) => gpu.id === id)!) / 2 ** 30).toBeCloseTo(gib, 2);
});
