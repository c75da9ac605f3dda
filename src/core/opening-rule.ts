import { plainCodec } from '../stats/codec.ts';
import { keepSmallest, mergeSmallest } from '../stats/smallest.ts';
import { answersOf } from './answers.ts';
import { Openings } from './openings.ts';
import { compareRefs } from './ref-order.ts';
import type { Entry, Ref } from './record.ts';
import type { FoldRule, RuleMeta } from './rule-types.ts';

/** A rule about the share of records in which an answer begins in a certain way. */
export interface OpeningRule {
  /** With the messages `few` and `many`, which may name `{percent}`, `{limit}` and `{records}`. */
  readonly meta: RuleMeta;
  /** What such an answer begins with, in lower case: only answers with one of them are decoded, as far as `HEAD`. */
  readonly openings: readonly string[];
  readonly pattern: RegExp;
  /** Share of the records, in [0, 1], above which it is a warning. */
  readonly warnAbove: number;
}

/** Integers of one split. */
interface State {
  records: number;
  found: number;
  readonly places: Ref[];
}

/** Bytes of an answer that are looked at. */
const HEAD = 256;
const PLACES = 5;
/** Fewer are no habit; our convention. */
const FEW = 5;

/** Counts records whose answers begin in a way, with exact counts and without a look at most of the text. */
export function openingFold({ meta, openings, pattern, warnAbove }: OpeningRule): FoldRule<State> {
  const known = new Openings(openings);
  const answers: Entry[] = [];
  return {
    type: 'fold',
    meta,
    init: (): State => ({ records: 0, found: 0, places: [] }),
    add(state, record) {
      const { sample } = record;
      if (sample === undefined) return;
      const n = answersOf(record, sample, answers);
      if (n === 0) return;
      state.records++;
      for (let i = 0; i < n; i++) {
        if (!known.begin(record, answers[i]) || !pattern.test(record.head(answers[i], HEAD))) continue;
        state.found++;
        keepSmallest(state.places, record.ref(), PLACES, compareRefs);
        return;
      }
    },
    merge: (a, b) => ({
      records: a.records + b.records,
      found: a.found + b.found,
      places: mergeSmallest(a.places, b.places, PLACES, compareRefs),
    }),
    finish({ records, found, places }, { report }) {
      if (found === 0) return;
      const many = found >= FEW && found > records * warnAbove;
      const percent = Math.round((found / records) * 1000) / 10;
      report({
        message: many ? 'many' : 'few',
        severity: many ? 'warn' : 'info',
        count: found,
        data: { percent, records, limit: warnAbove * 100 },
        places: places.map((ref) => ({ ref })),
      });
    },
    codec: plainCodec<State>(1),
  };
}
