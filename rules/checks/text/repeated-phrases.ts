import { defineSampleRule, endsInLoop } from '../../../src/rule.ts';

/** Bytes of an answer's beginning that are looked at, and answers of a record: a model that repeats itself does so at once and again. */
const HEAD = 768;
const MOST = 1;
/** Words of a phrase, and of the shortest answer in question. */
const PHRASE = 8;
const WORDS = 60;
/** Fewer code points hold fewer words. */
const SHORT = WORDS * 5;
/** Share of an answer's words that stand in phrases which it has said before. */
const REPEATED = 0.3;
/** Code, tables and lists of imports repeat by nature. */
const LAYOUT = /```[^]*?(?:```|(?![^]))|^(?: {4}|\t|[ ]{0,3}\|).*$/gm;
const WORD = /[\p{L}\p{N}]+/gu;

interface Seen {
  /** Percent of the words of the worst answer that repeat an earlier phrase. */
  readonly percent: number;
  readonly pointer: string;
}

/** Of a record that repeats nothing: it belongs to the sample as well. */
const NOTHING: Seen = { percent: 0, pointer: '' };

/** Answers that say the same phrases again and again. */
export const repeatedPhrases = defineSampleRule<Seen>({
  meta: {
    id: 'repeated-phrases',
    group: 'text',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired'],
    silentIn: ['classification', 'sentiment', 'code-generation', 'tool-calling'],
    title: {
      one: '1 sampled record says the same phrases again and again',
      other: '{count} sampled records say the same phrases again and again',
    },
    messages: {
      found:
        'in {count} of {sampled} sampled records more than {limit} % of an answer is phrases of {words} words that it said before; expected text that goes on; read them and drop what is degenerate',
    },
    evidence: {
      class: 'published',
      source:
        'Rae et al., arXiv:2112.11446, as datatrove gopher_repetition_filter.py has it (repeated 8-grams: at most 12 % of the characters of a web page); 30 % of the words, for answers, is our judgement',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  look(record) {
    const { sample } = record;
    if (sample === undefined) return undefined;
    const { count: n, entry: answers } = record.answers;
    let worst: Seen = NOTHING;
    for (let i = 0, looked = 0; i < n && looked < MOST; i++) {
      const entry = answers[i];
      if (record.codePoints(entry) < SHORT) continue;
      looked++;
      // One fault is one finding: a loop at the end is reported by looping-text.
      if (endsInLoop(record, entry) !== undefined) continue;
      const percent = Math.round(repeatedShare(record.head(entry, HEAD)) * 100);
      if (percent > worst.percent) worst = { percent, pointer: record.pointer(entry) };
    }
    return worst;
  },
  judge(sample, _whole, { report }) {
    const found = sample.filter(({ seen }) => seen.percent > REPEATED * 100);
    if (found.length === 0) return;
    const data = { count: found.length, sampled: sample.length, limit: REPEATED * 100, words: PHRASE };
    report({
      message: 'found',
      count: found.length,
      data,
      places: found.map(({ ref, seen }) => ({ ref, pointer: seen.pointer, data: { ...data, percent: seen.percent } })),
    });
  },
});

/** Share of the words, in [0, 1], that lie in a phrase which occurred further up; 0 for a short text. */
function repeatedShare(text: string): number {
  const words = text.replace(LAYOUT, '').toLowerCase().match(WORD) ?? [];
  if (words.length < WORDS) return 0;
  const known = new Set<string>();
  let repeated = 0;
  let until = 0;
  for (let i = 0; i + PHRASE <= words.length; i++) {
    const phrase = words.slice(i, i + PHRASE).join(' ');
    if (!known.has(phrase)) known.add(phrase);
    else {
      repeated += i + PHRASE - Math.max(i, until);
      until = i + PHRASE;
    }
  }
  return repeated / words.length;
}
