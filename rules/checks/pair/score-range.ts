import {
  compareRefs,
  defineFoldRule,
  type Entry,
  keepSmallest,
  mergeSmallest,
  plainCodec,
  type RecordView,
  type Ref,
} from '../../../src/rule.ts';

interface State {
  /** Scores above 1 or below -1, and ones that are no numbers. */
  beyond: number;
  words: number;
  min: number;
  max: number;
  readonly first: Ref[];
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
      words: 'a score is no number; expected one from 0 to 1; write the number',
    },
    evidence: {
      class: 'vendor',
      source: 'sentence-transformers CosineSimilarityLoss and loss_overview.md (a float similarity score from 0 to 1)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => ({ beyond: 0, words: 0, min: Infinity, max: -Infinity, first: [] }),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind !== 'tuple' || sample.scoreEntry < 0 || !record.filled(sample.scoreEntry)) return;
    const score = numberAt(record, sample.scoreEntry);
    if (Number.isNaN(score)) state.words++;
    else {
      if (score < state.min) state.min = score;
      if (score > state.max) state.max = score;
      if (score >= -1 && score <= 1) return;
      state.beyond++;
    }
    // Records come in file order: only the first few need their place.
    if (state.first.length < PLACES) keepSmallest(state.first, record.ref(), PLACES, compareRefs);
  },
  merge: (a, b) => ({
    beyond: a.beyond + b.beyond,
    words: a.words + b.words,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    first: mergeSmallest(a.first, b.first, PLACES, compareRefs),
  }),
  finish({ beyond, words, min, max, first }, { report }) {
    if (beyond + words === 0) return;
    const places = first.map((ref) => ({ ref }));
    if (beyond === 0) report({ message: 'words', count: words, places, severity: 'error' });
    else report({ message: 'found', data: { min, max }, count: beyond + words, places });
  },
  codec: plainCodec<State>(1),
});

/** Digits of a score that are read: more say nothing. */
const DIGITS = 20;

/** A plain decimal number from its bytes, without a string for each; one with an exponent is below 1 or far above it. NaN: no number. */
function numberAt(record: RecordView, entry: Entry): number {
  const negative = record.byteAt(entry, 0) === 0x2d;
  let value = 0;
  let scale = 0;
  const from = negative ? 1 : 0;
  for (let i = from; i < DIGITS; i++) {
    const byte = record.byteAt(entry, i);
    if (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + byte - 0x30;
      scale *= 10;
    } else if (byte === 0x2e && scale === 0) scale = 1;
    else if (byte < 0 && i > from) break;
    else if ((byte | 0x20) === 0x65 && i > from) return record.byteAt(entry, i + 1) === 0x2d ? 0 : Infinity;
    else return NaN;
  }
  const size = scale === 0 ? value : value / scale;
  return negative ? -size : size;
}
