import {
  countGroup,
  defineGroupRule,
  groupCounting,
  type GroupCounts,
  hashText,
  normalise,
  twoAnswers,
} from '../../../src/rule.ts';

const OPPOSITES = [
  ['yes', 'no'],
  ['true', 'false'],
  ['correct', 'incorrect'],
  ['right', 'wrong'],
];

/** The 40 bits by which a table knows a normalised answer. */
function output(word: string): number {
  const { lo, hi } = hashText(normalise(word));
  return (hi & 0xff) * 2 ** 32 + lo;
}

/** Bare answers by their 40 bits → number of the pair and side, with and without a full stop. */
const SIDES = new Map(
  OPPOSITES.flatMap((words, pair) =>
    words.flatMap((word, side) => [word, `${word}.`].map((text) => [output(text), { pair, side }] as const)),
  ),
);

/** One prompt that is answered with yes here and with no there. */
export const oppositeAnswers = defineGroupRule<GroupCounts>({
  meta: {
    id: 'opposite-answers',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation'],
    silentIn: ['classification', 'sentiment', 'unpaired-preference'],
    table: 'input',
    title: {
      one: '1 record answers its prompt with the opposite of another: the model learns to guess',
      other: '{count} records answer the same prompt with opposites: the model learns to guess',
    },
    messages: {
      found:
        '{prompts} of the prompts are answered with yes and with no (or true and false) in different records; expected one answer; decide, or give the prompt what tells them apart',
    },
    evidence: {
      class: 'convention',
      source: 'several answers to a prompt are legal, but both of two opposites are not right',
      read: '2026-11-22',
    },
    memory: 'keys',
    fix: 'none',
  },
  ...groupCounting,
  close(state, group) {
    if (twoAnswers(group) === undefined) return;
    const bare = Array.from({ length: group.size }, (_, i) => i).filter(
      (i) => !group.empty(i) && !group.unfit(i) && SIDES.has(group.output(i)),
    );
    const sideOf = (i: number) => SIDES.get(group.output(i));
    for (let pair = 0; pair < OPPOSITES.length; pair++) {
      const members = bare.filter((i) => sideOf(i)?.pair === pair);
      const other = members.find((i) => sideOf(i)?.side !== sideOf(members[0])?.side);
      if (other === undefined) continue;
      countGroup(state, group, members.length, other, members[0]);
      return;
    }
  },
  finish({ groups, records, first }, { measures, report }) {
    // The table also holds the labels of labelled texts and the verdicts of judged answers: conflicts of another kind.
    if (groups === 0 || (measures.kind !== 'pair' && measures.kind !== 'conversation')) return;
    report({ message: 'found', data: { prompts: groups }, count: records, places: first });
  },
});
