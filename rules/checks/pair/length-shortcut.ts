import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

interface State {
  /** Pairs whose chosen answer is the longer one, the shorter one, or neither. */
  longer: number;
  shorter: number;
  equal: number;
  /** Code points of all chosen and of all rejected answers. */
  chosen: number;
  rejected: number;
}

/** Shares of pairs with a longer chosen answer outside of which the length tells something, or nearly all. */
const NOTICED = [40, 60] as const;
const STRONG = [20, 80] as const;
/** Per cent by which the mean lengths differ at least. Soup reports no smaller gap: shares alone gave false alarms. */
const GAP = 10;
/** Square of the normal quantile of 99 %: a smaller excess may be chance. */
const CHANCE = 6.63;

const outside = (share: number, [from, to]: readonly [number, number]): boolean => share < from || share > to;

/** Preference pairs in which the length of an answer tells whether it is the chosen one. */
export const lengthShortcut = defineFoldRule<State>({
  meta: {
    id: 'length-shortcut',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['preference'],
    title: {
      one: '1 preference can be told by the length of its answers',
      other: '{count} preferences can be told by the length of their answers: the model may learn the length instead',
    },
    messages: {
      found:
        'chosen is longer in {longer} % of the pairs and shorter in {shorter} % (mean {chosen} and {rejected} code points); expected some 40 to 60 % of each; balance the lengths, or train with a length penalty',
    },
    evidence: {
      class: 'published',
      source:
        'Singhal et al., arXiv:2310.03716 (70 to 90 % of the gain in reward came from length); arXiv:2502.00814; the gap of 10 % follows MakazhanAlpamys/Soup (length_bias); the bounds are our convention',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => ({ longer: 0, shorter: 0, equal: 0, chosen: 0, rejected: 0 }),
  add(state, { sample }) {
    if (sample?.kind !== 'preference') return;
    const { chosen, rejected } = sample;
    if (chosen.blank || rejected.blank) return;
    state.chosen += chosen.codePoints;
    state.rejected += rejected.codePoints;
    if (chosen.codePoints > rejected.codePoints) state.longer++;
    else if (chosen.codePoints < rejected.codePoints) state.shorter++;
    else state.equal++;
  },
  merge: (a, b) => ({
    longer: a.longer + b.longer,
    shorter: a.shorter + b.shorter,
    equal: a.equal + b.equal,
    chosen: a.chosen + b.chosen,
    rejected: a.rejected + b.rejected,
  }),
  finish({ longer, shorter, equal, chosen, rejected }, { report }) {
    const told = longer + shorter;
    const pairs = told + equal;
    if (told === 0 || (longer - shorter) ** 2 <= CHANCE * told) return;
    const share = (100 * longer) / told;
    const wide = 100 * Math.abs(chosen - rejected) >= GAP * Math.max(chosen, rejected);
    const strong = outside(share, STRONG);
    if (!strong && !(outside(share, NOTICED) && wide)) return;
    report({
      message: 'found',
      severity: strong && wide ? 'warn' : 'info',
      count: Math.max(longer, shorter),
      data: {
        longer: Math.round((100 * longer) / pairs),
        shorter: Math.round((100 * shorter) / pairs),
        chosen: Math.round(chosen / pairs),
        rejected: Math.round(rejected / pairs),
      },
    });
  },
  codec: plainCodec<State>(1),
});
