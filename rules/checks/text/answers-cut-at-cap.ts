import { defineFoldRule, type Entry, isWordUnit, lastUnit, plainCodec, type RecordView } from '../../../src/rule.ts';

interface State {
  answers: number;
  /** Answers by length in code points, and of these the unfinished; as long as the longest asks for, at most `LONGEST`. */
  readonly all: number[];
  readonly unfinished: number[];
  longer: number;
}
/** Lengths counted one by one; a generator's cap is below. */
const LONGEST = 16_384;
/** Shorter answers end as they like: names, numbers, labels. Code points. */
const SHORTEST = 100;
/** Least answers of one length, least share of all, and how many times its neighbours' mean. Our convention. */
const FEW = 10;
const SHARE = 0.01;
const TIMES = 8;
/** Lengths on either side that are held against it. */
const AROUND = 24;
/** Of the answers of this length, the share that stop without an end. */
const MOST = 0.7;
const [COMMA, SPACE] = [0x2c, 0x20];

/** Many answers stop at one length, in the middle of a sentence. */
export const answersCutAtCap = defineFoldRule<State>({
  meta: {
    id: 'answers-cut-at-cap',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired'],
    silentIn: ['classification', 'sentiment', 'code-generation'],
    title: {
      one: '1 record stops in the middle of a sentence: the model learns to stop there',
      other: '{count} answers stop at one length in the middle of a sentence: the model learns to stop there',
    },
    messages: {
      found:
        '{percent} % of the answers are {length} characters long and end without punctuation (lengths nearby: {usual} each); expected whole answers; generate them again with a higher limit, or drop them',
    },
    evidence: {
      class: 'convention',
      source:
        'a limit on the length of generated answers, or a column that cuts, leaves a spike in the lengths; 8 times the neighbours is our judgement',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => ({ answers: 0, all: [], unfinished: [], longer: 0 }),
  add(state, record) {
    const { sample } = record;
    if (sample === undefined) return;
    const { count: n, entry: answers } = record.answers;
    for (let i = 0; i < n; i++) {
      const length = record.codePoints(answers[i]);
      state.answers++;
      if (length < SHORTEST) continue;
      if (length > LONGEST) {
        state.longer++;
        continue;
      }
      while (state.all.length <= length) {
        state.all.push(0);
        state.unfinished.push(0);
      }
      state.all[length]++;
      if (isUnfinished(record, answers[i])) state.unfinished[length]++;
    }
  },
  merge: (a, b) => ({
    answers: a.answers + b.answers,
    all: sums(a.all, b.all),
    unfinished: sums(a.unfinished, b.unfinished),
    longer: a.longer + b.longer,
  }),
  finish({ answers: total, all, unfinished, longer }, { report }) {
    let behind = longer;
    for (let length = all.length - 1; length >= SHORTEST; length--) {
      const cut = unfinished[length];
      const isSpike = cut >= FEW && cut >= total * SHARE && cut >= all[length] * MOST;
      const usual = isSpike ? nearby(all, length) : 0;
      // Where more answers are longer, nothing was cut here.
      if (isSpike && all[length] > usual * TIMES && all[length] >= behind) {
        const percent = Math.round((cut / total) * 1000) / 10;
        report({ message: 'found', count: cut, data: { percent, length, usual: Math.round(usual * 10) / 10 } });
        return;
      }
      behind += all[length];
    }
  },
  codec: plainCodec<State>(1),
});

/** Mean number of answers of a length around this one. */
function nearby(all: readonly number[], length: number): number {
  const from = Math.max(SHORTEST, length - AROUND);
  const lengths = all.slice(from, length + AROUND + 1);
  const others = lengths.reduce((sum, count) => sum + count, 0) - all[length];
  return others / Math.max(1, length - from + AROUND);
}

/** Ends in a letter or digit of ASCII, a comma or a space; in an ideograph, kana or Hangul, which stand behind the marks (。) and before the full-width ones (！？). */
function isUnfinished(record: RecordView, entry: Entry): boolean {
  const last = lastUnit(record, entry);
  if (last >= 0x80) return last > 0x303f && last < 0xd800;
  return isWordUnit(last) || last === COMMA || last === SPACE;
}

function sums(a: readonly number[], b: readonly number[]): number[] {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return long.map((count, i) => count + (short[i] ?? 0));
}
