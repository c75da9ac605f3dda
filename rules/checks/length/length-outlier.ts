import {
  above,
  addLength,
  compareRefs,
  createLengths,
  defineFoldRule,
  keepSmallest,
  type Lengths,
  mergeLengths,
  mergeSmallest,
  plainCodec,
  quantile,
  type Ref,
} from '../../../src/rule.ts';

interface Long {
  readonly length: number;
  readonly ref: Ref;
}
interface State {
  readonly lengths: Lengths;
  readonly longest: Long[];
}
const PLACES = 5;
/** How many times the 95th percentile a record must be long; our convention. */
const TIMES = 10;
/** With fewer records the longest one is itself the percentile. */
const FEW = 20;
const order = (a: Long, b: Long) => b.length - a.length || compareRefs(a.ref, b.ref);

/** Records many times longer than nearly all others. */
export const lengthOutlier = defineFoldRule<State>({
  meta: {
    id: 'length-outlier',
    group: 'length',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    title: {
      one: '1 record is many times longer than the rest: it decides on the memory you need',
      other: '{count} records are many times longer than the rest: they decide on the memory you need',
    },
    messages: {
      found:
        'the longest record has {longest} characters, 95 % have at most {p95}; expected less than {times} times that; cut it, split it or drop it ("CUDA out of memory" late in an epoch comes from such records)',
    },
    evidence: {
      class: 'convention',
      source:
        'Lightning-AI/litgpt and huggingface/trl issues on memory that one long row takes; ten times is our judgement',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => ({ lengths: createLengths(), longest: [] }),
  add(state, record) {
    const { sample } = record;
    if (sample === undefined) return;
    let length = 0;
    for (let i = 0; i < sample.texts; i++) length += record.codePoints(sample.text[i]);
    addLength(state.lengths, length);
    const last = state.longest[PLACES - 1];
    if (last !== undefined && length <= last.length) return;
    keepSmallest(state.longest, { length, ref: record.ref() }, PLACES, order);
  },
  merge: (a, b) => ({
    lengths: mergeLengths(a.lengths, b.lengths),
    longest: mergeSmallest(a.longest, b.longest, PLACES, order),
  }),
  finish({ lengths, longest }, { report }) {
    const p95 = quantile(lengths, 0.95);
    if (p95 === 0 || lengths.count < FEW) return;
    const { count, from } = above(lengths, p95 * TIMES);
    if (count === 0) return;
    const places = longest.filter(({ length }) => length >= from);
    report({
      message: 'found',
      data: { longest: lengths.max, p95, times: TIMES },
      count,
      places: places.map(({ ref, length }) => ({ ref, data: { length } })),
    });
  },
  codec: plainCodec<State>(1),
});
