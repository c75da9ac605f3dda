import { Ajv } from 'ajv';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileArguments, recordBudget } from '../src/schema/check-arguments.ts';
import { readTools } from '../src/tools/declared-tools.ts';

const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

describe('arguments against their schema', () => {
  test.each<[string, unknown, unknown, string | undefined]>([
    ['a missing one', object({ a: {} }, { required: ['a'] }), {}, '/a is missing'],
    ['a type', object({ a: { type: 'number' } }), { a: 'x' }, '/a is of type string, declared is number'],
    [
      'types',
      object({ a: { type: ['number', 'null'] } }),
      { a: 'x' },
      '/a is of type string, declared is number, null',
    ],
    ['a whole number', object({ a: { type: 'integer' } }), { a: 1.5 }, '/a is of type number, declared is integer'],
    ['a whole number with a point', object({ a: { type: 'integer' } }), { a: 2 }, undefined],
    ['a value', object({ a: { enum: ['x', 'y'] } }), { a: 'z' }, '/a is none of the declared values'],
    ['a name', object({ a: {} }, { additionalProperties: false }), { b: 1 }, '/b is not declared'],
    ['in a list', object({ a: { type: 'array', items: { type: 'string' } } }), { a: ['x', 1] }, '/a/1 is of type'],
    ['alternatives', object({ a: { anyOf: [{ type: 'string' }, { type: 'null' }] } }), { a: 1 }, '/a matches none'],
    [
      'null that is allowed',
      object({ a: { type: 'string', nullable: true } }, { required: ['a'] }),
      { a: null },
      undefined,
    ],
    ['null for what is left out', object({ a: { type: 'string' } }), { a: null }, undefined],
    ['null for what is required', object({ a: { type: 'string' } }, { required: ['a'] }), { a: null }, '/a is missing'],
    ['types of Python', { type: 'dict', properties: { a: { type: 'str' } } }, { a: 1 }, '/a is of type number'],
    ['types of Gemini', { type: 'OBJECT', properties: { a: { type: 'STRING' } } }, { a: 1 }, '/a is of type number'],
    ['a type of nobody', object({ a: { type: 'any' } }), { a: 1 }, undefined],
    ['a property of null', object({ a: null, b: { type: 'string' } }), { a: 1, b: 1 }, '/b is of type number'],
    [
      'a reference',
      object({ a: { $ref: '#/$defs/A' } }, { $defs: { A: { type: 'string' } } }),
      { a: 1 },
      '/a is of type',
    ],
    ['a reference elsewhere', object({ a: { $ref: 'https://example.org/a.json' } }), { a: 1 }, undefined],
    ['a reference to nothing', object({ a: { $ref: '#/$defs/A' } }), { a: 1 }, undefined],
    ['itself inside', object({ next: { $ref: '#' }, a: { type: 'string' } }), { next: { a: 'x' } }, undefined],
    ['patterns', object({ a: { pattern: '^(a+)+$' } }), { a: `${'a'.repeat(40)}!` }, undefined],
    ['not of a pattern', object({ a: { not: { pattern: 'x' } } }), { a: 'y' }, undefined],
    ['one of two patterns', object({ a: { oneOf: [{ pattern: 'x' }, { pattern: 'y' }] } }), { a: 'x' }, undefined],
    [
      'names by pattern',
      object({}, { patternProperties: { '^x': {} }, additionalProperties: false }),
      { x: 1 },
      undefined,
    ],
    ['a broken limit', object({ a: { minimum: 'a', multipleOf: 0, required: true } }), { a: 1 }, undefined],
    ['a list of parameters', { city: { type: 'str' } }, { city: 1 }, undefined],
    ['no schema', undefined, { a: 1 }, undefined],
    ['a text', 'text', { a: 1 }, undefined],
    ['a key that no URI holds', object({}, { additionalProperties: { type: 'string' } }), { '\ud800': 1 }, undefined],
    [
      '__proto__',
      JSON.parse('{"properties":{"__proto__":{"type":"string"}}}'),
      JSON.parse('{"__proto__":1}'),
      '/__proto__ is of',
    ],
    ['constructor', object({}, { required: ['constructor'] }), {}, '/constructor is missing'],
  ])('%s', (_name, schema, args, expected) => {
    const fault = compileArguments(schema)(args, recordBudget());
    if (expected === undefined) expect(fault).toBeUndefined();
    else expect(`${fault?.at} ${fault?.why}`).toContain(expected);
  });
});

describe('hostile schemas', () => {
  const nested = (depth: number, wrap: (inner: object) => object): object => {
    let schema: object = { type: 'string' };
    for (let i = 0; i < depth; i++) schema = wrap(schema);
    return schema;
  };
  const deepList: unknown = JSON.parse('['.repeat(1e5) + ']'.repeat(1e5));
  const doubling = Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [
      `d${i}`,
      { anyOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] },
    ]),
  );

  test.each<[string, () => unknown, unknown]>([
    ['references that double at each step', () => ({ $ref: '#/$defs/d0', $defs: doubling }), { a: 1 }],
    [
      'references in a ring',
      () => ({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }),
      { a: 1 },
    ],
    ['100,000 levels', () => nested(100_000, (inner) => ({ not: inner })), { a: 1 }],
    ['alternatives of alternatives', () => nested(16, (inner) => ({ anyOf: [inner, inner, inner] })), { a: 1 }],
    [
      'many values for many',
      () => object({ a: { items: { enum: Array.from({ length: 4000 }, (_, i) => `v${i}`) } } }),
      { a: Array(1e5).fill('x') },
    ],
    ['a value of 100,000 levels', () => object({ a: { enum: [deepList] } }), { a: deepList }],
    ['arguments of 100,000 levels', () => object({ a: { items: { type: 'string' } } }), { a: deepList }],
  ])('%s: judged in bounded work, or not at all', (_name, schema, args) => {
    expect(() => compileArguments(schema())(args, recordBudget())).not.toThrow();
  });
});

test('the calls of a record share a budget: what it does not reach is not judged', () => {
  const check = compileArguments(object({ a: { type: 'string' } }));
  const budget = recordBudget();
  const { left } = budget;
  expect(check({ a: 1 }, budget)).toBeDefined();
  expect(budget.left).toBeLessThan(left);
  expect(check({ a: 1 }, { left: 10 })).toBeUndefined();
});

/** Schemas of few keywords, with those that are left out in every place where leaving out could turn the answer. */
const schemas = fc.letrec<{ schema: object }>((tie) => {
  const many = fc.array(tie('schema'), { minLength: 1, maxLength: 2 });
  const keyword = fc.oneof(
    ...Object.entries({
      type: fc.constantFrom('object', 'string', 'number'),
      enum: fc.constantFrom(['a', 1], [null, 'b']),
      pattern: fc.constantFrom('^a', 'b$'),
      minimum: fc.integer({ min: -2, max: 2 }),
      minLength: fc.integer({ min: 0, max: 2 }),
      uniqueItems: fc.boolean(),
      required: fc.subarray(['a', 'b']),
      properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 2 }),
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'b'), tie('schema'), { maxKeys: 1 }),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      items: tie('schema'),
      anyOf: many,
      allOf: many,
      oneOf: many,
      not: tie('schema'),
      ...Object.fromEntries(['if', 'then', 'else'].map((name) => [name, tie('schema')])),
    }).map(([name, value]) => fc.tuple(fc.constant(name), value)),
  );
  const some = fc.array(keyword, { minLength: 1, maxLength: 3 }).map((pairs): object => Object.fromEntries(pairs));
  return { schema: fc.oneof({ maxDepth: 4 }, fc.constant({ pattern: 'a' }), some) };
}).schema;
const values = fc.object({
  key: fc.constantFrom('a', 'b'),
  maxDepth: 2,
  values: [fc.constantFrom('a', 'b', 'ab'), fc.integer({ min: -3, max: 3 }), fc.boolean(), fc.constant(null)],
});

test('what a full validator accepts is never refused', () => {
  const ajv = new Ajv({ strict: false, logger: false });
  let accepted = 0;
  fc.assert(
    fc.property(schemas, fc.array(values, { minLength: 5, maxLength: 10 }), (schema, many) => {
      const valid = ajv.compile(schema);
      const check = compileArguments(schema);
      for (const args of many) {
        if (!valid(args)) continue;
        accepted++;
        expect(check(args, recordBudget())).toBeUndefined();
      }
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(200);
});

describe('declared tools', () => {
  const parameters = object({ a: { type: 'string' } });
  test.each<[string, unknown, readonly string[] | undefined, boolean]>([
    ['OpenAI', [{ type: 'function', function: { name: 'f', parameters } }], ['f'], true],
    ['bare', [{ name: 'f', parameters }, { name: 'g' }], ['f', 'g'], true],
    ['Anthropic', [{ name: 'f', input_schema: parameters }], ['f'], true],
    ['Bedrock', { tools: [{ toolSpec: { name: 'f', inputSchema: { json: parameters } } }] }, ['f'], true],
    ['Gemini', [{ functionDeclarations: [{ name: 'f', parameters }] }], ['f'], true],
    ['texts', [JSON.stringify({ name: 'f', parameters: JSON.stringify(parameters) })], ['f'], true],
    ['one without a name', [{ name: 'f', parameters }, { type: 'web_search' }], ['f'], false],
    ['none', [], undefined, false],
    ['a word', 'weather', undefined, false],
    ['lists in lists', [[[[[[{ name: 'f' }]]]]]], undefined, false],
  ])('%s', (_name, value, names, complete) => {
    const declared = readTools(value);
    expect(declared && [...declared.tools.keys()]).toEqual(names);
    if (declared === undefined) return;
    expect(declared.complete).toBe(complete);
    expect(declared.tools.get('f')?.check({ a: 1 }, recordBudget())?.at).toBe('/a');
  });
});
