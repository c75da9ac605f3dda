import {
  compareRefs,
  defineGroupRule,
  twoAnswers,
  keepSmallest,
  mergeSmallest,
  plainCodec,
  type Ref,
} from '../../../src/rule.ts';

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
    // The key holds the prompt and the two answers without their order; the output holds the order.
    const answers = twoAnswers(group);
    if (answers === undefined) return;
    const { usable, first, other } = answers;
    state.pairs++;
    state.records += usable;
    keepSmallest(state.first, { ref: group.ref(other), partner: group.ref(first) }, PLACES, order);
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
