import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashText, normalise } from '../src/core/hash.ts';
import type { Batch, Tape } from '../src/core/tape.ts';
import { ValueType } from '../src/core/tape.ts';
import { createScanner } from '../src/kernel/scanner.ts';
import type { Scanner } from '../src/kernel/types.ts';
import { literals } from './twin/literals.ts';

const utf8 = new TextEncoder();
const scanner = createScanner({ triggers: literals('{{', '\ufffd', 'TODO'), maxDepth: 512 });

function scanBytes(bytes: Uint8Array, by: Scanner = scanner): Batch {
  by.begin(bytes);
  by.json(0, bytes.length, { offset: 0, length: bytes.length, line: 0 });
  return by.finish();
}
const scan = (text: string, by?: Scanner): Batch => scanBytes(utf8.encode(text), by);

/** The value that the tape tells of, put together from its entries alone. */
function valueOf(batch: Batch, entry: number): unknown {
  const { tape, keys } = batch;
  const children: number[] = [];
  for (let e = entry + 1; e < tape.next[entry]; e = tape.next[e]) {
    expect(tape.depth[e]).toBe(tape.depth[entry] + 1);
    children.push(e);
  }
  switch (tape.type[entry]) {
    case ValueType.object:
      expect(tape.codePoints[entry]).toBe(children.length);
      return Object.fromEntries(children.map((e) => [keys.name(tape.key[e]), valueOf(batch, e)]));
    case ValueType.array:
      expect(tape.codePoints[entry]).toBe(children.length);
      return children.map((e) => valueOf(batch, e));
    case ValueType.string: {
      const text = batch.text(entry);
      expect(tape.codePoints[entry]).toBe(Array.from(text).length);
      expect({ lo: tape.hashLo[entry], hi: tape.hashHi[entry] }).toEqual(hashText(text));
      expect({ lo: tape.normLo[entry], hi: tape.normHi[entry] }).toEqual(hashText(normalise(text)));
      return text;
    }
    default:
      return JSON.parse(batch.text(entry)) as unknown;
  }
}

const hashOf = ({ records: r }: Batch): string => `${r.hashLo[0]} ${r.hashHi[0]}`;
const shapeOf = ({ records: r }: Batch): string => `${r.shapeLo[0]} ${r.shapeHi[0]}`;

/** Text with what normalisation has to do with: marks, wide forms, spaces, sigma, jamo, emoji. */
const odd = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        ...' aAbZzσΣςİéÉ\u0301\u0323ﬁ…\u00a0\u3000\u2028\u1100\u1161\u11a8한ÅＡ，ｶﾞ😀👍🏽\u200d\ufe0f\t\n\u000b{T',
      ),
    },
  ),
  maxLength: 40,
});
const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }).map((v) => JSON.parse(JSON.stringify(v)) as unknown);
const runs = (numRuns: number): { numRuns: number } => ({ numRuns });

/** JSON of a value with some of the characters of its strings as \u escapes, and white space between tokens. */
function rewrite(text: string, choices: readonly number[]): string {
  let n = 0;
  const next = (): number => choices[n++ % choices.length];
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]/gu, (token) => {
    if (!token.startsWith('"')) return next() % 3 === 0 ? ` ${token}\n` : token;
    let out = '';
    for (const part of token.slice(1, -1).match(/\\u....|\\.|[^\\]/gsu) ?? []) {
      if (part.startsWith('\\') || next() % 2 === 0) out += part;
      else for (let i = 0; i < part.length; i++) out += '\\u' + part.charCodeAt(i).toString(16).padStart(4, '0');
    }
    return `"${out}"`;
  });
}

test('the tape holds what JSON.parse answers', () => {
  fc.assert(
    fc.property(json, fc.array(fc.nat(9), { minLength: 1 }), (value, choices) => {
      const plain = JSON.stringify(value);
      const batch = scan(plain);
      expect(valueOf(batch, 0)).toEqual(JSON.parse(plain));
      const hash = hashOf(batch);
      const rewritten = scan(rewrite(plain, choices));
      expect(valueOf(rewritten, 0)).toEqual(JSON.parse(plain));
      expect(hashOf(rewritten)).toBe(hash);
    }),
    runs(600),
  );
});

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
function parses(bytes: Uint8Array): boolean {
  try {
    JSON.parse(decoder.decode(bytes));
    return true;
  } catch {
    return false;
  }
}

function agrees(bytes: Uint8Array): void {
  const { records, problems } = scanBytes(bytes);
  expect(records.root[0] !== -1).toBe(parses(bytes));
  if (records.root[0] !== -1) return;
  expect(problems).toHaveLength(1);
  expect(problems[0].offset).toBeLessThanOrEqual(bytes.length);
  expect(problems[0].data?.['reason']).not.toBe('not JSON');
}

test('arbitrary bytes never throw and are refused when JSON.parse refuses them', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), agrees), runs(2000));
  const pieces = fc.constantFrom(
    ...'{}[],:"\\ \n\t-+.0123456789eEtrufalsn/\u00e9\u0001',
    '"a"',
    'true',
    'null',
    '\\u00',
    '\\ud83d',
    'NaN',
    "'",
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 14 }).map((p) => utf8.encode(p.join(''))),
      agrees,
    ),
    runs(6000),
  );
});

test('a JSON text with one byte changed, put in or cut off is judged as JSON.parse judges it', () => {
  fc.assert(
    fc.property(json, fc.nat(), fc.nat(255), fc.constantFrom('change', 'insert', 'cut'), (value, where, byte, how) => {
      const bytes = Array.from(utf8.encode(JSON.stringify(value)));
      const at = where % bytes.length;
      if (how === 'cut') bytes.length = at;
      else bytes.splice(at, how === 'change' ? 1 : 0, byte);
      agrees(Uint8Array.from(bytes));
    }),
    runs(3000),
  );
});

function expectNormal(text: string): void {
  const { tape } = scan(JSON.stringify(text));
  const wanted = hashText(normalise(text.replace(/\p{Surrogate}/gu, '\ufffd')));
  if (tape.normLo[0] !== wanted.lo || tape.normHi[0] !== wanted.hi) {
    throw new Error(
      'another normal form: ' +
        JSON.stringify(text) +
        Array.from(text, (c) => ' U+' + c.codePointAt(0)?.toString(16)).join(''),
    );
  }
}

test('the normalised hash is that of the normalised text', () => {
  fc.assert(fc.property(odd, expectNormal), runs(4000));
});

/** Where marks, compatibility forms and cased letters are dense, every code point is tried; elsewhere one in 29. */
const stride = (point: number): number => (point < 0x3400 || (point >= 0xf900 && point < 0x10000) ? 1 : 29);

test('and for the code points of Unicode, in company', () => {
  for (let point = 0; point < 0x110000; point += stride(point)) {
    if (point >= 0xd800 && point < 0xe000) continue;
    const c = String.fromCodePoint(point);
    // One text, many contexts: each word is normalised on its own where it cannot be mapped.
    expectNormal(`${c}a A${c}  e${c}\u0301 가${c}\u11a8 Σ${c} ${c}Σ${c}${c}\u0345x ${c}`);
  }
});

/** The value with its keys in another order at all depths. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([k, v]) => [k, reordered(v)]),
  );
}

/** JSON with the keys in one order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([p], [q]) => (p < q ? -1 : 1)))
      : inner,
  );
}

test('the record hash is free of key order and nothing else', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      const one = hashOf(scan(JSON.stringify(a)));
      expect(hashOf(scan(JSON.stringify(reordered(a))))).toBe(one);
      expect(hashOf(scan(JSON.stringify(b))) === one).toBe(sorted(a) === sorted(b));
    }),
    runs(1500),
  );
  const texts = [
    '1',
    '1.0',
    '"1"',
    '[1]',
    '[[1]]',
    '[]',
    '{}',
    '[[]]',
    '[{}]',
    '{"a":1}',
    '{"a":"1"}',
    '{"b":1}',
    '{"a":[1]}',
    '[1,2]',
    '[2,1]',
    'true',
    'false',
    'null',
    '"true"',
    '{"a":{"b":1}}',
    '{"a":{},"b":1}',
    '""',
    '{"a":"b","b":"a"}',
    '{"a":"a","b":"b"}',
  ];
  expect(new Set(texts.map((text) => hashOf(scan(text)))).size).toBe(texts.length);
});

test('the shape is free of values, key order and array lengths', () => {
  const same: readonly (readonly [string, string])[] = [
    ['{"a":1,"b":"x"}', '{"b":"","a":2.5}'],
    ['[{"a":1}]', JSON.stringify(Array.from({ length: 1000 }, (_, a) => ({ a })))],
    ['[1,"a"]', '["b",2,"c",3]'],
    ['[true]', '[false,true]'],
    ['{"m":[{"r":"a","c":"b"},{"r":"a"}]}', '{"m":[{"r":"a"},{"r":"a"},{"c":"","r":"a"}]}'],
    ['[[[[[[{"a":1}]]]]]]', '[[[[[[{"b":[]}]]]]]]'],
  ];
  for (const [a, b] of same) expect([a, shapeOf(scan(b))]).toEqual([a, shapeOf(scan(a))]);
  const different = [
    '1',
    '"a"',
    'true',
    'null',
    '[]',
    '{}',
    '[1]',
    '["a"]',
    '[1,"a"]',
    '[[]]',
    '[{}]',
    '[{"a":1}]',
    '{"a":1}',
    '{"b":1}',
    '{"a":"1"}',
    '{"a":[]}',
    '{"a":[1]}',
    '{"a":{}}',
    '{"a":1,"b":1}',
    '{"a":{"b":1}}',
    '{"a":{},"b":1}',
    '[[[[[{"a":1}]]]]]',
    '[[[[[{"b":1}]]]]]',
  ];
  expect(new Set(different.map((text) => shapeOf(scan(text)))).size).toBe(different.length);
});

const element = (id: number): string => `{"k${id}":1}`;

test('the shape of an array is that of its set of elements, however many there are', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 60, size: 'max' }),
      fc.infiniteStream(fc.nat()),
      (ids, order) => {
        const shuffled = Array.from({ length: 200 }, () => ids[order.next().value % ids.length]).concat(ids);
        const all = shapeOf(scan(`[${ids.map(element).join()}]`));
        expect(shapeOf(scan(`[${shuffled.map(element).join()}]`))).toBe(all);
        expect(shapeOf(scan(`[${ids.map(element).join()},{"k100":1}]`))).not.toBe(all);
      },
    ),
    runs(100),
  );
});

/** All numbers of a tape, with key names for ids. */
function dump({ tape, keys, records, problems }: Batch): unknown {
  const columns = (Object.keys(tape) as (keyof Tape)[]).filter(
    (name) => !['bytes', 'count', 'key', 'earlier'].includes(name),
  );
  return {
    tape: columns.map((name) => [name, Array.from((tape[name] as Uint8Array).subarray(0, tape.count))]),
    keys: Array.from(tape.key.subarray(0, tape.count), (id) => (id === -1 ? null : keys.name(id))),
    records: [hashOf({ records } as Batch), shapeOf({ records } as Batch), records.root[0], records.hits[0]],
    problems,
  };
}

test('a used scanner fills the same tape as a fresh one', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          json.map((v) => JSON.stringify(v)),
          fc.string({ maxLength: 9 }),
        ),
        { minLength: 1, maxLength: 5 },
      ),
      (texts) => {
        const used = createScanner({ triggers: literals('{{'), maxDepth: 512 });
        for (const text of texts) {
          const fresh = createScanner({ triggers: literals('{{'), maxDepth: 512 });
          expect(dump(scan(text, used))).toEqual(dump(scan(text, fresh)));
        }
      },
    ),
    runs(150),
  );
});
