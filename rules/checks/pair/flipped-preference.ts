import { compareRefs, defineGroupRule, keepSmallest, mergeSmallest, plainCodec, type Ref } from '../../../src/rule.ts';

interface Flip {
  readonly ref: Ref;
  readonly partner: Ref;
}
interface State {
  pairs: number;
  records: number;
  first: Flip[];
}
const PLACES = 5;
const order = (a: Flip, b: Flip) => compareRefs(a.ref, b.ref);

/** Two records with the same prompt and answers, of which one chooses what the other rejects. */
export const flippedPreference = defineGroupRule<State>({
  meta: {
    id: 'flipped-preference',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['preference'],
    table: 'preference',
    title: {
      one: '1 record contradicts another preference: together they teach nothing',
      other: '{count} records contradict each other: together they teach nothing',
    },
    messages: {
      found:
        '{pairs} of the compared answers are preferred in both directions (A over B, and B over A); expected one direction; decide, and drop the other record',
    },
    evidence: {
      class: 'published',
      source: 'DPO (Rafailov et al., arXiv:2305.18290): the gradients of A over B and B over A cancel',
      read: '2026-11-22',
    },
    memory: 'keys',
    fix: 'unsafe',
  },
  init: () => ({ pairs: 0, records: 0, first: [] }),
  close(state, group) {
    const usable = Array.from({ length: group.size }, (_, i) => i).filter((i) => !group.empty(i) && !group.unfit(i));
    // The key holds the prompt and the two answers without their order; the output holds the order.
    const flip = usable.find((i) => group.output(i) !== group.output(usable[0]));
    if (flip === undefined) return;
    state.pairs++;
    state.records += usable.length;
    keepSmallest(state.first, { ref: group.ref(flip), partner: group.ref(usable[0]) }, PLACES, order);
  },
  merge: (a, b) => ({
    pairs: a.pairs + b.pairs,
    records: a.records + b.records,
    first: mergeSmallest(a.first, b.first, PLACES, order),
  }),
  finish({ pairs, records, first }, { report }) {
    if (pairs > 0) report({ message: 'found', data: { pairs }, count: records, places: first });
  },
  codec: plainCodec<State>(1),
});
