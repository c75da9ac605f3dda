import {
  compareRefs,
  defineFoldRule,
  type Entry,
  Flag,
  isBlankUnit,
  keepFirst,
  lastUnit,
  mergeSmallest,
  plainCodec,
  type RecordView,
  type Ref,
  unitAt,
} from '../../../src/rule.ts';

/** Records by how prompt and completion meet: bit 0, the prompt ends in white space; bit 1, the completion begins with it. */
interface State {
  readonly counts: number[];
  /** The first records of each kind. */
  readonly first: Ref[][];
}
const PLACES = 5;
/** Share of records that meet in another way than most, from which it is a warning; our convention. */
const SHARE = 0.01;

/** Prompts and completions that meet with white space in some records and without in others. */
export const promptEdgeWhitespace = defineFoldRule<State>({
  meta: {
    id: 'prompt-edge-whitespace',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair'],
    // Code begins with its indentation.
    silentIn: ['code-generation'],
    title: {
      one: '1 prompt meets its completion with other white space than the rest: its first token is another one',
      other:
        '{count} prompts meet their completions with other white space than the rest: their first token is another one',
    },
    messages: {
      found:
        'of {records} records the prompt ends in white space in {ends}, and the completion begins with it in {begins}; expected the same in every record; strip the prompts, and begin every completion in the same way (TRL says: Mismatch between tokenized prompt and the start of tokenized prompt+completion)',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/trl issues 6105, 5213; the share of 1 % is our judgement',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => ({ counts: [0, 0, 0, 0], first: [[], [], [], []] }),
  add({ counts, first }, record) {
    const { sample } = record;
    // Other formats are put into a template, with its own text in between.
    if (sample?.kind !== 'pair' || record.format !== 'prompt-completion') return;
    const { inputEntry, outputEntry, contextEntry } = sample;
    if (!record.isString(inputEntry) || !record.isString(outputEntry) || record.filled(contextEntry)) return;
    if (((record.flags(inputEntry) | record.flags(outputEntry)) & Flag.blank) !== 0) return;
    const seam = (endsInSpace(record, inputEntry) ? 1 : 0) | (beginsWithSpace(record, outputEntry) ? 2 : 0);
    counts[seam]++;
    keepFirst(first[seam], record, PLACES);
  },
  merge: (a, b) => ({
    counts: a.counts.map((n, i) => n + b.counts[i]),
    first: a.first.map((list, i) => mergeSmallest(list, b.first[i], PLACES, compareRefs)),
  }),
  finish({ counts, first }, { report }) {
    const records = counts.reduce((sum, n) => sum + n, 0);
    const main = counts.indexOf(Math.max(...counts));
    const odd = records - counts[main];
    if (odd === 0) return;
    const places = first
      .filter((_, seam) => seam !== main)
      .reduce<readonly Ref[]>((all, list) => mergeSmallest(all, list, PLACES, compareRefs), []);
    report({
      message: 'found',
      data: { records, ends: counts[1] + counts[3], begins: counts[2] + counts[3] },
      count: odd,
      places: places.map((ref) => ({ ref })),
      severity: odd >= records * SHARE ? 'warn' : 'info',
    });
  },
  codec: plainCodec<State>(1),
});

function beginsWithSpace(record: RecordView, entry: Entry): boolean {
  return (record.flags(entry) & Flag.edgeSpace) !== 0 && isBlankUnit(unitAt(record, entry, 0));
}

function endsInSpace(record: RecordView, entry: Entry): boolean {
  return (record.flags(entry) & Flag.edgeSpace) !== 0 && isBlankUnit(lastUnit(record, entry));
}
