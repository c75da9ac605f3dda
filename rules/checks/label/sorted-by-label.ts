import { defineFoldRule, plainCodec, ValueType } from '../../../src/rule.ts';

/** What one segment shows of the order of labels; integers are halves of the hash of the normalised label. */
interface Stretch {
  readonly segment: number;
  /** Runs of one label. */
  runs: number;
  readonly firstLo: number;
  readonly firstHi: number;
  lastLo: number;
  lastHi: number;
}
/** By segment, because a thread's segments do not follow each other. */
interface State {
  /** Records with a list of labels, of which several hold: their order is not judged. */
  lists: number;
  readonly stretches: Stretch[];
}
/** Times fewer runs than chance gives, from which the order is no chance; our convention. */
const TIMES = 10;

/** A training split in which each label's records stand together. */
export const sortedByLabel = defineFoldRule<State>({
  meta: {
    id: 'sorted-by-label',
    group: 'label',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['labelled-text', 'unpaired'],
    title: {
      one: 'the records are sorted by label: without shuffling the model sees one class after the other',
      other: '{count} records are sorted by label: without shuffling the model sees one class after the other',
    },
    messages: {
      found:
        'the labels stand in {runs} runs; in random order there would be about {expected}; shuffle the file once (streamed data sets are not shuffled, and a held-out tail would hold the last classes only)',
    },
    evidence: {
      class: 'convention',
      source:
        'an IterableDataset is read in file order (huggingface/datasets, stream documentation); ten times fewer runs than chance is our judgement',
      read: '2026-11-23',
    },
    memory: 'keys',
    fix: 'unsafe',
  },
  init: () => ({ lists: 0, stretches: [] }),
  add(state, record) {
    const { stretches } = state;
    const { sample, segment } = record;
    if (sample === undefined || sample.output.blank) return;
    if (sample.kind === 'labelled-text' && record.type(sample.labelEntry) === ValueType.array) state.lists++;
    const { normLo, normHi } = sample.output;
    const here = stretches.length === 0 ? undefined : stretches[stretches.length - 1];
    if (here === undefined || here.segment !== segment) {
      const [firstLo, firstHi] = [normLo, normHi];
      stretches.push({ segment, runs: 1, firstLo, firstHi, lastLo: normLo, lastHi: normHi });
    } else if (here.lastLo !== normLo || here.lastHi !== normHi) {
      here.runs++;
      here.lastLo = normLo;
      here.lastHi = normHi;
    }
  },
  merge: (a, b) => ({
    lists: a.lists + b.lists,
    stretches: [...a.stretches, ...b.stretches].toSorted((x, y) => x.segment - y.segment),
  }),
  finish({ lists, stretches }, { measures, split, report }) {
    const { labels } = measures;
    // An evaluation split may stand in any order.
    if (split !== 'train' || lists > 0 || stretches.length === 0 || labels === undefined || labels.cut) return;
    const classes = new Map<string, number>();
    for (const { norm, count } of labels.entries) classes.set(norm, (classes.get(norm) ?? 0) + count);
    const records = [...classes.values()].reduce((sum, n) => sum + n, 0);
    if (classes.size < 2) return;
    // A record begins a run when its label is not the one before: with chance 1 - sum of squared shares.
    const squares = [...classes.values()].reduce((sum, n) => sum + (n / records) * n, 0);
    const expected = Math.round(1 + records - squares);
    const runs = runsOf(stretches);
    if (runs * TIMES > expected) return;
    report({ message: 'found', data: { runs, expected, classes: classes.size }, count: records });
  },
  codec: plainCodec<State>(2),
});

/** Runs over all segments in file order: two runs of one label that meet at a border are one. */
function runsOf(stretches: readonly Stretch[]): number {
  let runs = 0;
  let before: Stretch | undefined;
  for (const stretch of stretches) {
    runs += stretch.runs;
    if (before?.lastLo === stretch.firstLo && before.lastHi === stretch.firstHi) runs--;
    before = stretch;
  }
  return runs;
}
