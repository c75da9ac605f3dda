import { hex } from '../../../core/hash.ts';
import type { RecordView, Ref } from '../../../core/record.ts';
import { compareRefs } from '../../../core/ref-order.ts';
import type { FoldRule } from '../../../core/rule-types.ts';
import { segmentId } from '../../../core/segment-id.ts';
import type { SplitName } from '../../../core/tape.ts';
import { plainCodec } from '../../../stats/codec.ts';
import { partsOf, type ReviewPart } from '../text/parts.ts';
import { traitsOf } from './pool.ts';
import { REVIEW_META } from './pool-rule.ts';

/** Id of the finding that carries the places of records which were asked for: `data.nth` is the number of one in its split, `data.split`. */
export const PICKED_RULE = 'review-picked';

/** Records to look for: what was drawn is known by its hash, a finding by its place. */
export interface Wanted {
  /** Which is reviewed. */
  readonly split: SplitName;
  readonly hashes: readonly string[];
  /** By number of the file in the report. */
  readonly places: ReadonlyMap<number, WantedPlaces>;
}

/** Places in one file. */
export interface WantedPlaces {
  /** Bytes of the decompressed file, or rows from 0; ascending. */
  readonly at: readonly number[];
  readonly areRows: boolean;
}

/** A record that was asked for. */
export interface PickedRecord {
  /** 16 hexadecimal digits. */
  readonly hash: string;
  /** As `Traits` counts it. */
  readonly length: number;
  /** Of the file, with the delimiter. */
  readonly bytes: number;
  /** Undefined where the record is of a split that is not reviewed. */
  readonly parts: readonly ReviewPart[] | undefined;
}

type Picked = PickedRecord & { readonly ref: Ref };

/** What was found of it. */
interface Found {
  /** The first record of each hash. */
  readonly drawn: Map<string, Picked>;
  /** Asked for by their places: each of them, whether a copy of it was met before or not. */
  readonly placed: Picked[];
}

/**
 * Finds one record of each hash, and the records in which the places lie. `told` gets those of each split, texts and all; findings
 * carry nothing but where they stand.
 */
export function textRule(
  { split, hashes, places }: Wanted,
  told: (split: SplitName, records: readonly PickedRecord[]) => void,
): FoldRule<Found> {
  const asked = new Set(hashes);
  // Most records are told by a number: the rest are written down.
  const beginnings = new Set(hashes.map((hash) => parseInt(hash.slice(0, 8), 16)));
  const isPlaced = placedIn(places);
  return {
    type: 'fold',
    every: true,
    meta: { ...REVIEW_META, id: PICKED_RULE },
    init: () => ({ drawn: new Map(), placed: [] }),
    add({ drawn, placed }, record) {
      const own = record.split === split;
      const mayBeDrawn = own && beginnings.has(record.hashHi);
      if (!mayBeDrawn && places.size === 0) return;
      const ref = record.ref();
      const here = isPlaced(ref, record.length);
      if (!here && !mayBeDrawn) return;
      const hash = hex(record.hashLo, record.hashHi);
      const known = drawn.get(hash);
      const first = own && asked.has(hash) && (known === undefined || compareRefs(ref, known.ref) < 0);
      if (!here && !first) return;
      const picked = {
        ref,
        hash,
        length: traitsOf(record).length,
        bytes: record.length,
        parts: own ? partsOf(record) : undefined,
      };
      if (here) placed.push(picked);
      if (first) drawn.set(hash, picked);
    },
    merge(a, b) {
      const drawn = new Map(a.drawn);
      for (const [hash, picked] of b.drawn) {
        const known = drawn.get(hash);
        if (known === undefined || compareRefs(picked.ref, known.ref) < 0) drawn.set(hash, picked);
      }
      return { drawn, placed: [...a.placed, ...b.placed] };
    },
    finish({ drawn, placed }, { split: of, report }) {
      const all = [...new Set([...drawn.values(), ...placed])];
      told(of, all);
      const at = all.map(({ ref }, nth) => ({ ref, data: { split: of, nth } }));
      if (all.length > 0) report({ message: 'picked', count: all.length, places: at });
    },
    codec: plainCodec(1),
  };
}

/** Whether one of the places lies in a record that begins at `ref` and is `length` bytes long. */
function placedIn(places: Wanted['places']): (ref: Ref, length: RecordView['length']) => boolean {
  // What one file's numbers of segments take up.
  const span = segmentId(1, 0);
  return ({ segment, offset }, length) => {
    const wanted = places.get(Math.floor(segment / span));
    if (wanted === undefined) return false;
    const at = firstFrom(wanted.at, offset);
    return at !== undefined && at < offset + (wanted.areRows ? 1 : Math.max(1, length));
  };
}

/** The first of ascending numbers that is not below `least`: asked for every record of a file. */
function firstFrom(sorted: readonly number[], least: number): number | undefined {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < least) from = middle + 1;
    else to = middle;
  }
  return sorted[from];
}
