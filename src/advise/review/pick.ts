import { hex } from '../../core/hash.ts';
import type { Ref } from '../../core/record.ts';
import type { FoldRule } from '../../core/rule-types.ts';
import { plainCodec } from '../../stats/codec.ts';
import { pieces } from './pieces.ts';
import { traitsOf } from './pool.ts';
import { REVIEW_META } from './rule.ts';
import { partsOf, type ReviewPart } from './parts.ts';

/** Id of the finding that carries records which were asked for. */
export const PICKED_RULE = 'review-picked';

/** Records to look for: what was drawn is known by its hash, a finding by its place. */
export interface Wanted {
  readonly hashes: readonly string[];
  /** Bytes of the decompressed file, of whichever file: the caller tells by the path which was meant. */
  readonly offsets: readonly number[];
  /** Rows from 0, of containers that have no byte offsets. */
  readonly rows: readonly number[];
}

/** A record that was asked for. */
interface Picked {
  readonly ref: Ref;
  readonly hash: string;
  readonly length: number;
  readonly bytes: number;
  readonly parts: readonly ReviewPart[];
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

/** What was found of it. */
interface Found {
  /** The first record of each hash. */
  readonly drawn: Map<string, Picked>;
  /** Asked for by their places: each of them, whether a copy of it was met before or not. */
  readonly placed: Picked[];
}

/** Shows one record of each hash, and the records in which the offsets lie or which are those rows, with their texts. */
export function pickRule({ hashes, offsets, rows }: Wanted): FoldRule<Found> {
  const asked = new Set(hashes);
  // Most records are told by a number: the rest are written down.
  const beginnings = new Set(hashes.map((hash) => parseInt(hash.slice(0, 8), 16)));
  const sorted = offsets.toSorted((a, b) => a - b);
  const rowsAsked = new Set(rows);
  const isPlaced = ({ offset }: Ref, length: number): boolean => {
    const at = firstFrom(sorted, offset);
    return (at !== undefined && at < offset + Math.max(1, length)) || rowsAsked.has(offset);
  };
  return {
    type: 'fold',
    every: true,
    meta: { ...REVIEW_META, id: PICKED_RULE },
    init: () => ({ drawn: new Map(), placed: [] }),
    add({ drawn, placed }, record) {
      const ref = record.ref();
      const here = isPlaced(ref, record.length);
      if (!here && !beginnings.has(record.hashHi)) return;
      const hash = hex(record.hashLo, record.hashHi);
      const first = asked.has(hash) && !drawn.has(hash);
      if (!here && !first) return;
      const picked = { ref, hash, length: traitsOf(record).length, bytes: record.length, parts: partsOf(record) };
      if (here) placed.push(picked);
      if (first) drawn.set(hash, picked);
    },
    merge: (a, b) => ({ drawn: new Map([...b.drawn, ...a.drawn]), placed: [...a.placed, ...b.placed] }),
    finish({ drawn, placed }, { report }) {
      const places = [...drawn.values(), ...placed].map(({ ref, hash, length, bytes, parts }) => ({
        ref,
        data: { hash, length, bytes, ...pieces('parts', JSON.stringify(parts)) },
      }));
      if (places.length > 0) report({ message: 'picked', count: places.length, places });
    },
    codec: plainCodec(1),
  };
}
