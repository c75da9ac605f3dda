import { plainCodec } from '../stats/codec.ts';
import { keepSmallest, mergeSmallest } from '../stats/smallest.ts';
import { Openings } from './openings.ts';
import { compareRefs } from './ref-order.ts';
import type { Entry, RecordView, Ref } from './record.ts';
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

/** An answer that begins so. */
interface Shown {
  readonly ref: Ref;
  readonly pointer: string;
}

/** What is counted of one split. */
export interface OpeningCounts {
  records: number;
  found: number;
  readonly places: Shown[];
}

/** Bytes of an answer that are looked at. */
const HEAD = 256;
const PLACES = 5;
/** Fewer are no habit; our convention. */
const FEW = 5;

const order = (a: Shown, b: Shown): number => compareRefs(a.ref, b.ref);

/** Counts records whose answers begin in a way, with exact counts and without a look at most of the text. */
export function openingFold({ meta, openings, pattern, warnAbove }: OpeningRule): FoldRule<OpeningCounts> {
  const known = new Openings(openings);
  return {
    type: 'fold',
    meta,
    init: (): OpeningCounts => ({ records: 0, found: 0, places: [] }),
    add(state, record) {
      const { sample } = record;
      if (sample === undefined) return;
      const { count: n, entry: answers } = record.answers;
      if (n === 0) return;
      state.records++;
      for (let i = 0; i < n; i++) {
        if (!known.begin(record, answers[i]) || !pattern.test(record.head(answers[i], HEAD))) continue;
        state.found++;
        show(state.places, record, answers[i]);
        return;
      }
    },
    merge: (a, b) => ({
      records: a.records + b.records,
      found: a.found + b.found,
      places: mergeSmallest(a.places, b.places, PLACES, order),
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
        places,
      });
    },
    codec: plainCodec<OpeningCounts>(1),
  };
}

function show(places: Shown[], record: RecordView, entry: Entry): void {
  const ref = record.ref();
  if (places.length === PLACES && compareRefs(ref, places[PLACES - 1].ref) > 0) return;
  keepSmallest(places, { ref, pointer: record.pointer(entry) }, PLACES, order);
}
