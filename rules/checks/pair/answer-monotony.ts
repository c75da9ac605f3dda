import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** Fewer answers may be alike by chance; our convention. */
const FEW = 20;
const SHARE = 0.5;
/** Longer answers are told by their length: a report holds no text of records. Code points. */
const SHOWN = 24;

/** One short answer that more than half of the records give. */
export const answerMonotony = defineFoldRule<null>({
  meta: {
    id: 'answer-monotony',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation'],
    silentIn: ['classification', 'sentiment'],
    title: {
      one: '1 record gives the one answer: the model will give it to everything',
      other: '{count} records give the same answer: the model will give it to everything',
    },
    messages: {
      found:
        '{percent} % of the answers are {answer}; expected no answer in more than half of the records; drop most of them, or name the task if it is a class (--task classification)',
    },
    evidence: {
      class: 'convention',
      source: 'a model that always gives this answer is right in most records; half is our judgement',
      read: '2026-11-22',
    },
    memory: 'keys',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, report }) {
    if (measures.outputs === undefined || measures.fit < FEW) return;
    const answers = new Map<string, { text: string; count: number }>();
    for (const { norm, text, count } of measures.outputs.entries) {
      const known = answers.get(norm);
      if (known === undefined) answers.set(norm, { text, count });
      else known.count += count;
    }
    const [top] = [...answers.values()].toSorted((a, b) => b.count - a.count);
    if (top === undefined || top.count <= measures.fit * SHARE) return;
    const percent = Math.round((top.count / measures.fit) * 100);
    report({ message: 'found', data: { percent, answer: named(top.text) }, count: top.count });
  },
  codec: plainCodec<null>(1),
});

function named(answer: string): string {
  const length = [...answer].length;
  return length <= SHOWN ? `\`${answer}\`` : `one text of ${length} characters`;
}
