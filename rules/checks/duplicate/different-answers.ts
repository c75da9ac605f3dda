import {
  compareRefs,
  defineGroupRule,
  twoAnswers,
  keepSmallest,
  mergeSmallest,
  plainCodec,
  type Ref,
} from '../../../src/rule.ts';

interface Place {
  readonly ref: Ref;
  readonly partner: Ref;
}
interface State {
  prompts: number;
  records: number;
  first: Place[];
}
const PLACES = 5;
const order = (a: Place, b: Place) => compareRefs(a.ref, b.ref);

/** Prompts with more than one answer, in data where that is legal. */
export const differentAnswers = defineGroupRule<State>({
  meta: {
    id: 'different-answers',
    group: 'duplicate',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['pair', 'conversation'],
    silentIn: ['classification', 'sentiment'],
    table: 'input',
    title: {
      one: '1 record answers a prompt that another one answers differently',
      other: '{count} records share their prompt with another record, and answer it differently',
    },
    messages: {
      found:
        '{prompts} of the prompts have more than one answer; fine where variety is wanted; otherwise keep the best answer of each',
    },
    evidence: {
      class: 'convention',
      source: 'several answers to a prompt are common in published instruction sets (paraphrases, identity data)',
      read: '2026-11-22',
    },
    memory: 'keys',
    fix: 'none',
  },
  init: () => ({ prompts: 0, records: 0, first: [] }),
  close(state, group) {
    const answers = twoAnswers(group);
    if (answers === undefined) return;
    const { usable, first, other } = answers;
    state.prompts++;
    state.records += usable;
    keepSmallest(state.first, { ref: group.ref(other), partner: group.ref(first) }, PLACES, order);
  },
  merge: (a, b) => ({
    prompts: a.prompts + b.prompts,
    records: a.records + b.records,
    first: mergeSmallest(a.first, b.first, PLACES, order),
  }),
  finish({ prompts, records, first }, { measures, report }) {
    // The table also holds labels and verdicts, whose conflicts are a gate.
    if (prompts === 0 || (measures.kind !== 'pair' && measures.kind !== 'conversation')) return;
    report({ message: 'found', data: { prompts }, count: records, places: first });
  },
  codec: plainCodec<State>(1),
});
