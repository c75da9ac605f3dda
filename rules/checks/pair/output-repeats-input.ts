import {
  compareRefs,
  defineFoldRule,
  type Entry,
  keepSmallest,
  mergeSmallest,
  normalise,
  plainCodec,
  type RecordView,
  type Ref,
} from '../../../src/rule.ts';

interface State {
  records: number;
  count: number;
  first: Ref[];
}
const PLACES = 5;
/** Shorter parts repeat by chance: a name, a number. Code points; our convention. */
const SHORT = 16;
/** Below this share copying is one of many things that the model sees; our convention. */
const SHARE = 0.05;

/** Answers that copy one part of their input: the context of an instruction, or the prompt of a judged completion. */
export const outputRepeatsInput = defineFoldRule<State>({
  meta: {
    id: 'output-repeats-input',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'unpaired'],
    title: {
      one: '1 answer only repeats a part of its input: the model learns to copy',
      other: '{count} answers only repeat a part of their input: the model learns to copy',
    },
    messages: {
      found:
        '{percent} % of the answers repeat a part of their input word for word; expected at most 5 %; check that the right column is the answer (--completion)',
    },
    evidence: {
      class: 'convention',
      source: 'a join or a renamed column that puts one field on both sides does this; the share is our judgement',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => ({ records: 0, count: 0, first: [] }),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind === 'pair') {
      state.records++;
      if (!sameText(record, sample.contextEntry, sample.outputEntry)) return;
    } else if (sample?.kind === 'unpaired') {
      state.records++;
      if (!sameText(record, sample.promptEntry, sample.completionEntry)) return;
    } else return;
    state.count++;
    keepSmallest(state.first, record.ref(), PLACES, compareRefs);
  },
  merge: (a, b) => ({
    records: a.records + b.records,
    count: a.count + b.count,
    first: mergeSmallest(a.first, b.first, PLACES, compareRefs),
  }),
  finish({ records, count, first }, { report }) {
    if (count <= records * SHARE) return;
    const percent = Math.round((count / records) * 100);
    report({ message: 'found', data: { percent }, count, places: first.map((ref) => ({ ref })) });
  },
  codec: plainCodec<State>(1),
});

/** Decodes only where both have the same length, which two different texts seldom do. */
function sameText(record: RecordView, part: Entry, answer: Entry): boolean {
  if (!record.isString(part) || !record.isString(answer) || !record.filled(part)) return false;
  const length = record.codePoints(part);
  if (length < SHORT || length !== record.codePoints(answer)) return false;
  return normalise(record.text(part)) === normalise(record.text(answer));
}
