import { compareRefs, defineFoldRule, keepSmallest, mergeSmallest, plainCodec, type Ref } from '../../../src/rule.ts';

/** A record without a reference, and the upper half of its hash. */
interface Seen {
  readonly hash: number;
  readonly ref: Ref;
}
interface State {
  /** Prompts with something to judge an answer by; prompts without. */
  given: number;
  missing: number;
  readonly shown: Seen[];
}
const PLACES = 5;
/** By hash, so that most records cost one comparison and no copy of their place. */
const order = (a: Seen, b: Seen): number => a.hash - b.hash || compareRefs(a.ref, b.ref);

/** Reports prompts without a reference in a set whose other prompts have one. */
export const referenceMissing = defineFoldRule<State>({
  meta: {
    id: 'reference-missing',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['prompt'],
    title: {
      one: '1 prompt has nothing to judge its answers by',
      other: '{count} prompts have nothing to judge their answers by',
    },
    messages: {
      found:
        '{given} prompts have a reference and {missing} have none, or a blank one; expected one beside every prompt; write it or drop the prompt (a reward function gets None, and an equal reward for every answer teaches nothing)',
    },
    evidence: {
      class: 'vendor',
      source:
        'Azure validate_rft.py (grader fields must be the same in all rows); TRL GRPO trainer (columns go to the reward functions)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => ({ given: 0, missing: 0, shown: [] }),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind !== 'prompt') return;
    if (record.filled(sample.referenceEntry)) {
      state.given++;
      return;
    }
    state.missing++;
    const { shown } = state;
    if (shown.length === PLACES && record.hashHi > shown[PLACES - 1].hash) return;
    keepSmallest(shown, { hash: record.hashHi, ref: record.ref() }, PLACES, order);
  },
  merge: (a, b) => ({
    given: a.given + b.given,
    missing: a.missing + b.missing,
    shown: mergeSmallest(a.shown, b.shown, PLACES, order),
  }),
  finish({ given, missing, shown }, { report }) {
    if (given === 0 || missing === 0) return;
    report({
      message: 'found',
      count: missing,
      data: { given, missing },
      places: shown.map(({ ref }) => ({ ref })).toSorted((a, b) => compareRefs(a.ref, b.ref)),
    });
  },
  codec: plainCodec<State>(1),
});
