import { compareRefs, defineFoldRule, keepSmallest, mergeSmallest, plainCodec, type Ref } from '../../../src/rule.ts';

interface Large {
  /** Bytes of the record with its delimiter. */
  readonly bytes: number;
  readonly ref: Ref;
}
interface State {
  large: number;
  huge: number;
  readonly largest: Large[];
}
const MEBIBYTE = 1024 * 1024;
/** Some 250,000 tokens of English: longer than nearly all contexts. Our convention. */
const LARGE = MEBIBYTE;
/** A block of HF datasets' JSON loader: such a record is a block of its own, which Arrow has to hold at once. */
const HUGE = 10 * MEBIBYTE;
const JSONS = ['jsonl', 'json-array', 'json-object'] as const;
const PLACES = 5;
const order = (a: Large, b: Large) => b.bytes - a.bytes || compareRefs(a.ref, b.ref);
const size = (bytes: number): string => `${(bytes / MEBIBYTE).toFixed(1)} MiB`;

/** Records of a mebibyte and more. */
export const recordTooLarge = defineFoldRule<State>({
  meta: {
    id: 'record-too-large',
    group: 'length',
    since: '0.1.0',
    severity: 'warn',
    stage: 'record',
    title: {
      one: '1 record is larger than 1 MiB: it is cut, dropped, or too much for memory',
      other: '{count} records are larger than 1 MiB: they are cut, dropped, or too much for memory',
    },
    messages: {
      large:
        'the largest record has {size}; expected less than 1 MiB, some 250,000 tokens; cut it into pieces or drop it (where a trainer does not cut it: CUDA out of memory)',
      huge: 'the largest record has {size}; expected less than 10 MiB, the block in which HF datasets reads JSON; cut it into pieces or drop it (Arrow says: straddling object straddles two block boundaries)',
    },
    evidence: {
      class: 'convention',
      source:
        'huggingface/datasets json.py (chunksize 10 << 20), issues 369, 629, 2181; axolotl issue 3069 (64 million characters in a row); 1 MiB is our judgement',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => ({ large: 0, huge: 0, largest: [] }),
  add(state, record) {
    const bytes = record.length;
    if (bytes > LARGE) keep(state, { bytes, ref: record.ref() });
  },
  merge: (a, b) => ({
    large: a.large + b.large,
    huge: a.huge + b.huge,
    largest: mergeSmallest(a.largest, b.largest, PLACES, order),
  }),
  finish({ large, huge, largest }, { measures, containers, report }) {
    if (large === 0) return;
    // Only JSON is read in blocks that a record has to fit into.
    const inBlocks = huge > 0 && JSONS.some((container) => containers.has(container));
    report({
      message: inBlocks ? 'huge' : 'large',
      data: { size: size(largest[0].bytes), huge },
      count: large,
      places: largest.map(({ bytes, ref }) => ({ ref, data: { size: size(bytes), bytes } })),
      // Raw text is packed into blocks, whatever the size of a document.
      ...(inBlocks && measures.kind !== 'text' && { severity: 'error' }),
    });
  },
  codec: plainCodec<State>(1),
});

function keep(state: State, record: Large): void {
  state.large++;
  if (record.bytes > HUGE) state.huge++;
  keepSmallest(state.largest, record, PLACES, order);
}
