import { compareRefs, defineFoldRule, keepSmallest, mergeSmallest, plainCodec, type Ref } from '../../../src/rule.ts';

interface State {
  count: number;
  first: Ref[];
}
const PLACES = 5;

/** A summary that is its own source. A fold, because only the task that is decided at the end makes it an error. */
export const identicalSummary = defineFoldRule<State>({
  meta: {
    id: 'identical-summary',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['pair'],
    title: {
      one: '1 summary is its own source: it teaches the model to copy',
      other: '{count} summaries are their own source: they teach the model to copy',
    },
    messages: {
      found:
        '{count} of {records} summaries equal their source after normalisation; expected a shorter text; write them or drop the records',
    },
    evidence: {
      class: 'convention',
      source: 'a summary is by definition not its source',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => ({ count: 0, first: [] }),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind !== 'pair') return;
    const { input, output } = sample;
    if (input.blank || output.blank || input.normLo !== output.normLo || input.normHi !== output.normHi) return;
    state.count++;
    keepSmallest(state.first, record.ref(), PLACES, compareRefs);
  },
  merge: (a, b) => ({ count: a.count + b.count, first: mergeSmallest(a.first, b.first, PLACES, compareRefs) }),
  finish({ count, first }, { measures, task, report }) {
    if (task !== 'summarization' || count === 0) return;
    const data = { count, records: measures.fit };
    report({ message: 'found', data, count, places: first.map((ref) => ({ ref })) });
  },
  codec: plainCodec<State>(1),
});
