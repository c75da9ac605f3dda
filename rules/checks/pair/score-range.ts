import {
  compareRefs,
  defineFoldRule,
  type Entry,
  keepFirst,
  mergeSmallest,
  plainCodec,
  type RecordView,
  type Ref,
} from '../../../src/rule.ts';

interface State {
  /** Scores above 1 or below -1; of these, the ones in quotes. */
  beyond: number;
  quotedBeyond: number;
  /** Scores that are no numbers; numbers in quotes, and without. */
  words: number;
  quoted: number;
  plain: number;
  min: number;
  max: number;
  readonly first: Ref[];
  readonly firstQuoted: Ref[];
}
const PLACES = 5;

/** Similarity scores that a cosine cannot be. */
export const scoreRange = defineFoldRule<State>({
  meta: {
    id: 'score-range',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['tuple'],
    title: {
      one: '1 pair has a score that no cosine can be: the model is pushed where it cannot get',
      other: '{count} pairs have scores that no cosine can be: the model is pushed where it cannot get',
    },
    messages: {
      found: 'scores run from {min} to {max}; expected 0 to 1 (-1 to 1 at most); divide them by the top of their scale',
      words:
        '{words} of the scores are text; expected numbers from 0 to 1, without quotes where others have none; write the numbers',
      both: '{words} of the scores are text, and the numbers run from {min} to {max}; expected numbers from 0 to 1 (-1 to 1 at most); write the numbers, and divide them by the top of their scale',
    },
    evidence: {
      class: 'vendor',
      source: 'sentence-transformers CosineSimilarityLoss and loss_overview.md (a float similarity score from 0 to 1)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => ({
    beyond: 0,
    quotedBeyond: 0,
    words: 0,
    quoted: 0,
    plain: 0,
    min: Infinity,
    max: -Infinity,
    first: [],
    firstQuoted: [],
  }),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind !== 'tuple' || sample.scoreEntry < 0 || !record.filled(sample.scoreEntry)) return;
    const score = numberAt(record, sample.scoreEntry);
    if (Number.isNaN(score)) state.words++;
    else {
      if (score < state.min) state.min = score;
      if (score > state.max) state.max = score;
      const quoted = record.isString(sample.scoreEntry);
      if (quoted) state.quoted++;
      else state.plain++;
      if (quoted) keepFirst(state.firstQuoted, record, PLACES);
      if (score >= -1 && score <= 1) return;
      state.beyond++;
      if (quoted) state.quotedBeyond++;
    }
    keepFirst(state.first, record, PLACES);
  },
  merge: (a, b) => ({
    beyond: a.beyond + b.beyond,
    quotedBeyond: a.quotedBeyond + b.quotedBeyond,
    words: a.words + b.words,
    quoted: a.quoted + b.quoted,
    plain: a.plain + b.plain,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    first: mergeSmallest(a.first, b.first, PLACES, compareRefs),
    firstQuoted: mergeSmallest(a.firstQuoted, b.firstQuoted, PLACES, compareRefs),
  }),
  finish({ beyond, quotedBeyond, words, quoted, plain, min, max, first, firstQuoted }, { report }) {
    // A table has quotes around all scores; some with and some without are a fault.
    const mixed = plain > 0 && quoted > 0;
    const texts = mixed ? words + quoted : words;
    if (beyond + texts === 0) return;
    const places = mixed ? withoutTwins(mergeSmallest(first, firstQuoted, 2 * PLACES, compareRefs)) : first;
    report({
      message: beyond === 0 ? 'words' : texts === 0 ? 'found' : 'both',
      data: { words: texts, min, max },
      count: beyond + texts - (mixed ? quotedBeyond : 0),
      places: places.slice(0, PLACES).map((ref) => ({ ref })),
      // No trainer reads a word as a score; a scale that is too long, or quotes, only cost quality or a conversion.
      severity: words > 0 ? 'error' : 'warn',
    });
  },
  codec: plainCodec<State>(2),
});

/** A quoted score that is too high stands in both lists. */
const withoutTwins = (refs: readonly Ref[]): readonly Ref[] =>
  refs.filter((ref, i) => i === 0 || compareRefs(ref, refs[i - 1]) !== 0);

/** Characters of a score that are read; what is longer is no number. */
const LONGEST = 400;
/** Digits that are summed up without a string; with more, or an exponent, the engine's own reading is asked. */
const DIGITS = 20;
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a score is. Plain decimals are read from their bytes, without a string for each. NaN: no number. */
function numberAt(record: RecordView, entry: Entry): number {
  const negative = record.byteAt(entry, 0) === 0x2d;
  let value = 0;
  let scale = 0;
  const from = negative ? 1 : 0;
  for (let i = from; i <= DIGITS; i++) {
    const byte = record.byteAt(entry, i);
    if (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + byte - 0x30;
      scale *= 10;
    } else if (byte === 0x2e && scale === 0) scale = 1;
    else if (byte < 0 && i > from) {
      const size = scale === 0 ? value : value / scale;
      return negative ? -size : size;
    } else break;
  }
  const text = record.codePoints(entry) > LONGEST ? '' : record.text(entry);
  return NUMBER.test(text) ? Number(text) : NaN;
}
