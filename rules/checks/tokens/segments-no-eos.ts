import {
  compareRefs,
  defineFoldRule,
  type Entry,
  keepFirst,
  lastMark,
  mergeSmallest,
  plainCodec,
  type RecordView,
  type Ref,
  ValueType,
} from '../../../src/rule.ts';

interface State {
  endless: number;
  readonly first: Ref[];
}
const PLACES = 5;

/** Segments whose last trained text does not end in a token. */
export const segmentsNoEos = defineFoldRule<State>({
  meta: {
    id: 'segments-no-eos',
    group: 'tokens',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['segments'],
    title: {
      one: '1 record never shows the model where an answer ends',
      other: '{count} records never show the model where an answer ends',
    },
    messages: {
      found:
        'the last segment that is trained on ends without a token such as </s> or <|im_end|>; expected one, nothing is added to segments; write the end token of your model behind the answer (a model that never stops comes from such records)',
    },
    evidence: {
      class: 'vendor',
      source:
        'Axolotl docs/dataset-formats/template_free.qmd (no token is added: beginning and end stand in the segments)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => ({ endless: 0, first: [] }),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind !== 'segments' || sample.output.blank) return;
    const text = lastTrained(record, sample.segmentsEntry);
    if (text < 0 || endsInToken(record, text)) return;
    state.endless++;
    keepFirst(state.first, record, PLACES);
  },
  merge: (a, b) => ({
    endless: a.endless + b.endless,
    first: mergeSmallest(a.first, b.first, PLACES, compareRefs),
  }),
  finish({ endless, first }, { report }) {
    if (endless > 0) report({ message: 'found', count: endless, places: first.map((ref) => ({ ref })) });
  },
  codec: plainCodec<State>(1),
});

function lastTrained(record: RecordView, list: Entry): Entry {
  let last = -1;
  for (let e = record.first(list); e >= 0; e = record.sibling(e, list)) {
    const label = record.child(e, 'label');
    if (label >= 0 && record.type(label) === ValueType.true) last = record.child(e, 'text');
  }
  return last;
}

const [CLOSE, BRACKET] = [0x3e, 0x5d];
/** Characters of white space behind the token that are looked over. */
const BEHIND = 16;

/** Tokens end in `>`, or `]` as in [EOS]; a line feed may follow. */
function endsInToken(record: RecordView, text: Entry): boolean {
  const last = lastMark(record, text, BEHIND);
  return last === CLOSE || last === BRACKET;
}
