import { add as addTo, type BottomK, createBottomK, entries, merge, prune } from '../stats/bottom-k.ts';
import { plainCodec } from '../stats/codec.ts';
import { hex } from './hash.ts';
import { compareRefs } from './ref-order.ts';
import type { RecordView, Ref } from './record.ts';
import type { FinishContext, FoldRule, RuleMeta } from './rule-types.ts';

/** Distinct records of a split that a sample holds: an estimated share is within 8.7 points of the truth (95 %), one of 5 % within 3.8. */
export const SAMPLE_SIZE = 128;

/** What was seen of one sampled record. */
export interface Sampled<T> {
  readonly seen: T;
  /** Where it stands first. */
  readonly ref: Ref;
}

/** A rule about shares, which looks closely at a repeatable sample instead of decoding every record. */
export interface SampleRule<T> {
  readonly meta: RuleMeta;
  /** Plain data about one record: small, and the same for equal records. `undefined`: not in question, and not in the sample. */
  look(record: RecordView): T | undefined;
  /** Judges the sample, by ascending record hash; `whole`: it holds every distinct record. */
  judge(sample: readonly Sampled<T>[], whole: boolean, context: FinishContext): void;
}

/** The records with the smallest hashes: the same ones for any number of threads and shards. The engine (core/folding) asks only about those, one more than a sample holds. */
export function sampleFold<T>({ meta, look, judge }: SampleRule<T>): FoldRule<BottomK<Sampled<T> | null>> {
  const plain = plainCodec<BottomK<Sampled<T> | null>>(1);
  const earlier = (a: Sampled<T> | null, b: Sampled<T> | null): Sampled<T> | null =>
    a !== null && b !== null && compareRefs(b.ref, a.ref) < 0 ? b : a;
  return {
    type: 'fold',
    meta,
    sampled: true,
    init: () => createBottomK(SAMPLE_SIZE),
    add(state, record) {
      if (record.hashHi > state.ceiling) return;
      const ref = record.ref();
      addTo(
        state,
        hex(record.hashLo, record.hashHi),
        () => {
          const seen = look(record);
          return seen === undefined ? null : { seen, ref };
        },
        (known) => (known !== null && compareRefs(ref, known.ref) < 0 ? { ...known, ref } : known),
      );
    },
    merge: (a, b) => merge(a, b, earlier),
    finish(state, context) {
      const kept = entries(state);
      const sample = kept.flatMap(([, found]) => (found === null ? [] : [found]));
      if (sample.length > 0) judge(sample, state.threshold === '' && kept.length <= SAMPLE_SIZE, context);
    },
    codec: {
      version: plain.version,
      encode(state) {
        prune(state);
        return plain.encode(state);
      },
      decode: (bytes) => plain.decode(bytes),
    },
  };
}
