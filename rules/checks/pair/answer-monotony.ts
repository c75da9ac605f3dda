import { defineSampleRule, type FinishContext, hex, type Sampled } from '../../../src/rule.ts';

/** Fewer answers may be alike by chance; our convention. */
const FEW = 20;
const SHARE = 0.5;
/** An answer of this length is quoted, as a label is; a longer one is told by its length: a report holds no running text of records. Code points. */
const SHOWN = 24;
/** Answers up to this length are counted exactly by the engine, unless there are too many different ones. Code points. */
const COUNTED = 100;

interface Seen {
  /** Hash of the normalised answer: a state holds no text. */
  readonly answer: string;
  readonly codePoints: number;
}

/** One answer that more than half of the records give. */
export const answerMonotony = defineSampleRule<Seen>({
  meta: {
    id: 'answer-monotony',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation'],
    silentIn: ['classification', 'sentiment'],
    title: {
      one: 'one answer is given to nearly everything: the model will give it, too',
      other: '{count} records give the same answer: the model will give it to everything',
    },
    messages: {
      found:
        '{percent} % of the answers are {answer}; expected no answer in more than half of the records; drop most of them, or name the task if it is a class (--task classification)',
      sampled:
        '{percent} % of {sampled} sampled answers are {answer}; expected no answer in more than half of the records; drop most of them',
    },
    evidence: {
      class: 'convention',
      source: 'a model that always gives this answer is right in most records; half is our judgement',
      read: '2026-11-22',
    },
    memory: 'keys',
    fix: 'none',
  },
  look(record) {
    const output = record.sample?.output;
    if (output === undefined || output.blank) return undefined;
    return { answer: hex(output.normLo, output.normHi), codePoints: output.codePoints };
  },
  judge(sample, _whole, context) {
    // Short answers are counted exactly; a sample has to do for the others.
    if (context.measures.fit >= FEW && !ofShort(context)) ofLong(sample, context);
  },
});

function ofShort({ measures, report }: FinishContext): boolean {
  const answers = new Map<string, { text: string; count: number }>();
  for (const { norm, text, count } of measures.outputs?.entries ?? []) {
    const known = answers.get(norm);
    if (known === undefined) answers.set(norm, { text, count });
    else known.count += count;
  }
  const [top] = [...answers.values()].toSorted((a, b) => b.count - a.count);
  if (top === undefined || top.count <= measures.fit * SHARE) return false;
  const percent = Math.round((top.count / measures.fit) * 100);
  report({ message: 'found', data: { percent, answer: named(top.text) }, count: top.count });
  return true;
}

function ofLong(sample: readonly Sampled<Seen>[], { measures, report }: FinishContext): void {
  if (sample.length < FEW) return;
  const counts = new Map<string, number>();
  for (const { seen } of sample) counts.set(seen.answer, (counts.get(seen.answer) ?? 0) + 1);
  const [[answer, count]] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const same = sample.filter(({ seen }) => seen.answer === answer);
  if (count <= sample.length * SHARE) return;
  // The exact count has spoken about short ones, where it holds them all.
  const counted = measures.outputs !== undefined && !measures.outputs.cut;
  if (counted && same.every(({ seen }) => seen.codePoints <= COUNTED)) return;
  const longest = Math.max(...same.map(({ seen }) => seen.codePoints));
  report({
    message: 'sampled',
    data: { percent: Math.round((count / sample.length) * 100), sampled: sample.length, answer: lengthOf(longest) },
    count,
    places: same.map(({ ref }) => ({ ref })),
  });
}

function named(answer: string): string {
  const length = [...answer].length;
  return length <= SHOWN ? `\`${answer}\`` : lengthOf(length);
}

function lengthOf(length: number): string {
  return `one text of ${length} characters`;
}
