import { type Codec, plainCodec } from '../stats/codec.ts';
import { censusCodec } from './census.ts';
import type { SegmentEnd } from './plan.ts';
import { readingsCodec } from './readings.ts';
import type { Rule } from './rule-types.ts';
import { createScanState, foldsOf, groupRulesOf, type ScanState } from './scan.ts';
import { sinkCodec } from './sink-codec.ts';
import { SPLITS } from './splits.ts';
import { tallyCodec } from './tally.ts';
import type { SplitName } from './tape.ts';

/** What a partial result holds beside table entries: every part by its own codec. */
interface Encoded {
  readonly splits: readonly (readonly [SplitName, Uint8Array, Uint8Array, readonly Uint8Array[]])[];
  readonly sink: Uint8Array;
  readonly ends: ReadonlyMap<number, SegmentEnd>;
}

const plain = plainCodec<Encoded>(1);

/**
 * Codec of a scan's state without its tables, whose partitions travel by themselves (`Table.bucket`): a decoded state has
 * empty ones. Equal states of the same rules, in the same order, give equal bytes.
 */
export function scanCodec(rules: readonly Rule[]): Codec<ScanState> {
  const folds = foldsOf(rules);
  return {
    version: plain.version,
    encode(state) {
      const splits = SPLITS.flatMap((name) => {
        const split = state.splits.get(name);
        if (split === undefined) return [];
        const states = folds.map((rule, i) => rule.codec.encode(split.folds[i]));
        return [[name, tallyCodec.encode(split.tally), censusCodec.encode(split.census), states] as const];
      });
      return plain.encode({ splits, sink: sinkCodec.encode(state.sink), ends: state.ends });
    },
    decode(bytes) {
      const { splits, sink, ends } = plain.decode(bytes);
      const kept = sinkCodec.decode(sink);
      const state: ScanState = { ...createScanState(kept.keep), sink: kept, ends: new Map(ends) };
      for (const [name, tally, census, states] of splits) {
        if (states.length !== folds.length) throw new RangeError('the encoded state was folded by other rules');
        state.splits.set(name, {
          tally: tallyCodec.decode(tally),
          census: censusCodec.decode(census),
          folds: folds.map((rule, i) => rule.codec.decode(states[i])),
        });
      }
      return state;
    },
  };
}

/** What the bytes of `scanCodec(rules)` mean, in one line: versions of all codecs, in order. States of another line cannot be read. */
export function scanCodecVersions(rules: readonly Rule[]): string {
  const folds = [...foldsOf(rules), ...groupRulesOf(rules)].map(({ meta, codec }) => `${meta.id}@${codec.version}`);
  const own = [plain, tallyCodec, censusCodec, sinkCodec, readingsCodec].map(({ version }) => version);
  return `scan@${own.join('.')} ${folds.join(' ')}`;
}
