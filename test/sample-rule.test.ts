import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mix } from '../src/core/hash.ts';
import type { RecordView } from '../src/core/record.ts';
import { SAMPLE_SIZE, sampleFold, type Sampled } from '../src/core/sample-rule.ts';
import type { FinishContext, RuleMeta } from '../src/core/rule-types.ts';

let judged: { readonly sample: readonly Sampled<number>[]; readonly whole: boolean } | undefined;
let looks = 0;
const rule = sampleFold<number>({
  meta: {} as RuleMeta,
  look: ({ hashLo }) => {
    looks++;
    return hashLo % 5 === 0 ? undefined : hashLo % 7;
  },
  judge: (sample, whole) => (judged = { sample, whole }),
});

/** Record `n` at place `at`: equal numbers are equal records. */
function record(n: number, at: number): RecordView {
  const lanes = { lo: 7, hi: 9 };
  mix(lanes, n, n * 31);
  const ref = { segment: 0, offset: at, line: at };
  return { hashLo: lanes.lo >>> 0, hashHi: lanes.hi >>> 0, ref: () => ref } as RecordView;
}

function judge(states: readonly ReturnType<typeof rule.init>[]): typeof judged {
  judged = undefined;
  const coded = states.map((state) => rule.codec.decode(rule.codec.encode(state)));
  rule.finish(
    coded.reduce((a, b) => rule.merge(a, b)),
    {} as FinishContext,
  );
  return judged;
}

describe('a sampled rule', () => {
  test('judges the same sample, at the first places, however the records are shared out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 5 }), (distinct, shards) => {
        const one = rule.init();
        const parts = Array.from({ length: shards }, () => rule.init());
        for (let i = 0; i < 4000; i++) {
          const view = record((i * 7919) % distinct, i);
          rule.add(one, view);
          rule.add(parts[i % shards], view);
        }
        const whole = judge([one]);
        expect(judge(parts)).toEqual(whole);
        expect(judge(parts.toReversed())).toEqual(whole);
        expect(whole?.whole ?? true).toBe(distinct <= SAMPLE_SIZE);
        for (const { ref } of whole?.sample ?? []) expect(ref.offset).toBeLessThan(distinct);
      }),
      { numRuns: 30 },
    );
  });

  test('looks at few of many records', () => {
    const state = rule.init();
    looks = 0;
    for (let i = 0; i < 100_000; i++) rule.add(state, record(i, i));
    // SAMPLE_SIZE · (1 + ln(100,000 / SAMPLE_SIZE)), and a quarter more between prunings.
    expect(looks).toBeLessThan(1.3 * SAMPLE_SIZE * (1 + Math.log(100_000 / SAMPLE_SIZE)));
  });
});
