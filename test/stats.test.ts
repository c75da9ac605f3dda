import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  bottomKCodec,
  type BottomK,
  createBottomK,
  distinct,
  entries,
  isCut,
  merge,
} from '../src/stats/bottom-k.ts';
import { plainCodec } from '../src/stats/codec.ts';
import {
  above,
  addLength,
  createLengths,
  lengthsCodec,
  mergeLengths,
  quantile,
  summary,
} from '../src/stats/lengths.ts';
import { keepSmallest, mergeSmallest } from '../src/stats/smallest.ts';

const typed = fc.oneof(
  fc.uint8Array(),
  fc.int16Array(),
  fc.uint32Array(),
  fc.float64Array(),
  fc.bigUint64Array().map((values) => values.slice(0, 4)),
);
const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(null, undefined, true, false, -0, NaN, Infinity, '\ud800', '\ufeffbom'),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double(),
      fc.bigInt(),
      fc.string({ unit: 'binary' }),
      typed,
    ),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value'), { noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('value'))).map((pairs) => new Map(pairs)),
  ),
})).value;

describe('plain codec', () => {
  const codec = plainCodec<unknown>(1);

  test('decode undoes encode, and equal values have equal bytes', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const bytes = codec.encode(value);
        const back = codec.decode(bytes);
        expect(back).toEqual(value);
        expect(codec.encode(back)).toEqual(bytes);
      }),
    );
  });

  test.each([
    [0, 2],
    [127, 2],
    [128, 3],
    [-1, 2],
    [2 ** 53 - 1, 9],
    [0.5, 9],
    ['abc', 5],
  ])('%p takes %i bytes', (value, size) => {
    expect(codec.encode(value)).toHaveLength(size);
  });

  test('bytes it never wrote are refused, not misread', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const bytes = codec.encode(value);
        expect(() => codec.decode(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError);
        expect(() => codec.decode(Uint8Array.of(...bytes, 0))).toThrow(RangeError);
      }),
    );
    expect(() => codec.decode(Uint8Array.of(15))).toThrow(RangeError);
    expect(() => codec.encode(() => 1)).toThrow(TypeError);
  });
});

const length = fc.oneof(fc.nat({ max: 300 }), fc.nat(), fc.maxSafeNat());
const filled = (values: readonly number[]) => {
  const state = createLengths();
  for (const value of values) addLength(state, value);
  return state;
};

describe('lengths', () => {
  test('merge is concatenation, associative, with the empty histogram as identity', () => {
    const values = fc.array(fc.nat({ max: 2 ** 40 }));
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const [x, y, z] = [filled(a), filled(b), filled(c)];
        expect(mergeLengths(x, y)).toEqual(filled([...a, ...b]));
        expect(mergeLengths(mergeLengths(x, y), z)).toEqual(mergeLengths(x, mergeLengths(y, z)));
        expect(mergeLengths(createLengths(), x)).toEqual(x);
        expect(mergeLengths(x, createLengths())).toEqual(x);
        expect(lengthsCodec.decode(lengthsCodec.encode(x))).toEqual(x);
      }),
    );
  });

  test('a quantile is within 1 % of the value of nearest rank; ends are exact', () => {
    fc.assert(
      fc.property(fc.array(length, { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const order = values.toSorted((a, b) => a - b);
        const exact = order[Math.max(1, Math.ceil(q * order.length)) - 1];
        expect(Math.abs(quantile(filled(values), q) - exact)).toBeLessThanOrEqual(exact * 0.01);
        expect(quantile(filled(values), 0)).toBe(order[0]);
        expect(quantile(filled(values), 1)).toBe(order.at(-1));
      }),
    );
  });

  test('above counts exactly the values from its boundary on, which is within 2 % of the limit', () => {
    fc.assert(
      fc.property(fc.array(length), fc.nat(), (values, limit) => {
        const { count, from } = above(filled(values), limit);
        expect(count).toBe(values.filter((value) => value >= from).length);
        expect(from).toBeGreaterThan(limit);
        expect(from).toBeLessThanOrEqual(limit * 1.02 + 1);
      }),
    );
  });

  test.each([
    [[], { min: 0, p5: 0, p50: 0, p95: 0, p99: 0, max: 0, mean: 0, sum: 0 }],
    [[7], { min: 7, p5: 7, p50: 7, p95: 7, p99: 7, max: 7, mean: 7, sum: 7 }],
    [[1, 2, 4], { min: 1, p5: 1, p50: 2, p95: 4, p99: 4, max: 4, mean: 2.3, sum: 7 }],
  ])('summary of %j', (values, expected) => {
    expect(summary(filled(values))).toEqual(expected);
  });
});

const K = 8;
const hash = fc
  .nat({ max: 40 })
  .map((n) => ((BigInt(n) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn).toString(16).padStart(16, '0'));
const counted = (hashes: readonly string[]) => {
  const state = createBottomK<number>(K);
  for (const h of hashes)
    add(
      state,
      h,
      () => 1,
      (n) => n + 1,
    );
  return state;
};
const plus = (a: number, b: number) => a + b;
const answer = (state: BottomK<number>) => ({ kept: entries(state), cut: isCut(state), distinct: distinct(state) });
const truth = (hashes: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const h of hashes) counts.set(h, (counts.get(h) ?? 0) + 1);
  const order = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { kept: order.slice(0, K), cut: order.length > K };
};

const spread = (n: number) => {
  const state = createBottomK<true>(1000);
  for (let i = 1; i <= n; i++) {
    const h = (BigInt(i) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
    add(state, h.toString(16).padStart(16, '0'), () => true);
  }
  return distinct(state);
};

describe('bottom-k', () => {
  const hashes = fc.array(hash, { maxLength: 120 });

  test('keeps the K smallest hashes with exact counts, whatever the order of arrival', () => {
    fc.assert(
      fc.property(hashes, (list) => {
        expect(answer(counted(list))).toMatchObject(truth(list));
        expect(answer(counted(list.toReversed()))).toEqual(answer(counted(list)));
      }),
    );
  });

  test('merge is concatenation, associative, with the empty table as identity', () => {
    const codec = bottomKCodec<number>(1);
    fc.assert(
      fc.property(hashes, hashes, hashes, (a, b, c) => {
        const joined = () => answer(merge(counted(a), counted(b), plus));
        expect(joined()).toEqual(answer(counted([...a, ...b])));
        const left = merge(merge(counted(a), counted(b), plus), counted(c), plus);
        const right = merge(counted(a), merge(counted(b), counted(c), plus), plus);
        expect(codec.encode(left)).toEqual(codec.encode(right));
        expect(answer(merge(createBottomK<number>(K), counted(a), plus))).toEqual(answer(counted(a)));
        expect(answer(merge(counted(a), createBottomK<number>(K), plus))).toEqual(answer(counted(a)));
        expect(answer(codec.decode(codec.encode(counted(a))))).toEqual(answer(counted(a)));
      }),
    );
  });

  test('distinct is exact below the cap and an estimate near the truth above it', () => {
    expect(spread(1000)).toBe(1000);
    expect(Math.abs(spread(100_000) - 100_000)).toBeLessThan(10_000);
  });
});

const compare = (a: number, b: number) => a - b;

const smallest = (values: readonly number[]) => {
  const list: number[] = [];
  for (const value of values) keepSmallest(list, value, 3, compare);
  return list;
};

test('the K smallest items are the same in one pass, in any order, and merged', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.array(fc.integer()), (a, b) => {
      const all = [...a, ...b].toSorted(compare).slice(0, 3);
      expect(smallest([...a, ...b])).toEqual(all);
      expect(mergeSmallest(smallest(a), smallest(b), 3, compare)).toEqual(all);
    }),
  );
});
