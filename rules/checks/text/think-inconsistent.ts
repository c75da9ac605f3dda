import {
  compareRefs,
  defineFoldRule,
  keepSmallest,
  mergeSmallest,
  Openings,
  plainCodec,
  type Ref,
} from '../../../src/rule.ts';

/** A record of a side, and the upper half of its hash. */
interface Seen {
  readonly hash: number;
  readonly ref: Ref;
}
interface State {
  /** Records whose last answer opens with a reasoning block; records whose does not. */
  thinking: number;
  silent: number;
  readonly shown: { readonly thinking: Seen[]; readonly silent: Seen[] };
}
const PLACES = 5;
/** Odd records, and their share of all, from which it is a warning; our convention. */
const FEW = 2;
const SHARE = 0.01;
/** By hash, so that most records cost one comparison and no copy of their place. */
const order = (a: Seen, b: Seen): number => a.hash - b.hash || compareRefs(a.ref, b.ref);
const BLOCK = new Openings(['<think>', '<thinking>', '<reasoning>', '<thought>']);

/** Only a part of the answers opens with a block of reasoning. */
export const thinkInconsistent = defineFoldRule<State>({
  meta: {
    id: 'think-inconsistent',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation'],
    title: {
      one: '1 record differs from the rest in whether the model thinks first: it will do so at random',
      other: '{count} records differ from the rest in whether the model thinks first: it will do so at random',
    },
    messages: {
      found:
        'answers open with a block of reasoning (<think>) in {thinking} records and not in {silent}; expected all or none; write an empty block where there is no reasoning, or train two sets (a set that mixes on purpose marks it in the prompt)',
    },
    evidence: {
      class: 'convention',
      source:
        'hiyouga/LLaMA-Factory issues 8816, 8634 and 9392, modelscope/ms-swift issue 4939, QwenLM/Qwen3 issue 1487 (modes that flip after mixed data); the share of 1 % is our judgement',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => ({ thinking: 0, silent: 0, shown: { thinking: [], silent: [] } }),
  add(state, record) {
    const { sample } = record;
    if (sample === undefined) return;
    const { count: n, entry: answers } = record.answers;
    if (n === 0) return;
    // The last answer: templates cut the reasoning out of earlier ones.
    const side = BLOCK.begin(record, answers[n - 1]) ? 'thinking' : 'silent';
    state[side]++;
    const shown = state.shown[side];
    if (shown.length === PLACES && record.hashHi > shown[PLACES - 1].hash) return;
    keepSmallest(shown, { hash: record.hashHi, ref: record.ref() }, PLACES, order);
  },
  merge: (a, b) => ({
    thinking: a.thinking + b.thinking,
    silent: a.silent + b.silent,
    shown: {
      thinking: mergeSmallest(a.shown.thinking, b.shown.thinking, PLACES, order),
      silent: mergeSmallest(a.shown.silent, b.shown.silent, PLACES, order),
    },
  }),
  finish({ thinking, silent, shown }, { report }) {
    if (thinking === 0 || silent === 0) return;
    const odd = thinking <= silent ? 'thinking' : 'silent';
    const count = Math.min(thinking, silent);
    report({
      message: 'found',
      severity: count >= FEW && count >= (thinking + silent) * SHARE ? 'warn' : 'info',
      count,
      data: { thinking, silent },
      places: shown[odd].map(({ ref }) => ({ ref })).toSorted((a, b) => compareRefs(a.ref, b.ref)),
    });
  },
  codec: plainCodec<State>(1),
});
