import { type Codec, plainCodec } from '../stats/codec.ts';
import { keepSmallest, mergeSmallest } from '../stats/smallest.ts';
import { compareRefs } from './ref-order.ts';
import type { Ref } from './record.ts';
import type { Group_ } from './rule-types.ts';

/** A record, and the other one of its key that it is about. */
interface Partnered {
  readonly ref: Ref;
  readonly partner: Ref;
}

/** Keys of a table that a group rule has something to say about. */
export interface GroupCounts {
  groups: number;
  /** Records concerned, over all of these keys. */
  records: number;
  first: Partnered[];
}

/** Keys whose places are kept, the first in file order. */
const PLACES = 5;
const order = (a: Partnered, b: Partnered): number => compareRefs(a.ref, b.ref);

/** State, merge and codec of a group rule that counts keys and shows the first of them. */
export const groupCounting: {
  init(): GroupCounts;
  merge(a: GroupCounts, b: GroupCounts): GroupCounts;
  readonly codec: Codec<GroupCounts>;
} = {
  init: () => ({ groups: 0, records: 0, first: [] }),
  merge: (a, b) => ({
    groups: a.groups + b.groups,
    records: a.records + b.records,
    first: mergeSmallest(a.first, b.first, PLACES, order),
  }),
  codec: plainCodec<GroupCounts>(2),
};

/** Counts a key with so many records, shown by entry `at` and by the entry `partner` that it is about. */
export function countGroup(state: GroupCounts, group: Group_, records: number, at: number, partner: number): void {
  state.groups++;
  state.records += records;
  keepSmallest(state.first, { ref: group.ref(at), partner: group.ref(partner) }, PLACES, order);
}
