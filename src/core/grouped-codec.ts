import { type Codec, plainCodec } from '../stats/codec.ts';
import type { Grouped } from './measure.ts';
import { readingsCodec } from './readings.ts';
import type { Rule } from './rule-types.ts';
import { groupRulesOf } from './scan.ts';

const plain = plainCodec<{ readonly readings: Uint8Array; readonly states: readonly Uint8Array[] }>(1);

/** Codec of what grouping found: readings of the shared table, and the states of group rules in the order of `rules`. */
export function groupedCodec(rules: readonly Rule[]): Codec<Grouped> {
  const groupRules = groupRulesOf(rules);
  return {
    version: plain.version,
    encode({ readings, groupStates }) {
      const states = groupRules.map((rule) => rule.codec.encode(groupStates.get(rule)));
      return plain.encode({ readings: readingsCodec.encode(readings), states });
    },
    decode(bytes) {
      const { readings, states } = plain.decode(bytes);
      if (states.length !== groupRules.length) throw new RangeError('the encoded groups were closed by other rules');
      const groupStates = new Map(groupRules.map((rule, i) => [rule, rule.codec.decode(states[i]) as unknown]));
      return { readings: readingsCodec.decode(readings), groupStates };
    },
  };
}
