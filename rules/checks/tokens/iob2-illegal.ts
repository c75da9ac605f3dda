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

interface Place {
  readonly ref: Ref;
  readonly pointer: string;
  readonly tag: string;
}
interface State {
  /** Entities that begin with B-, and with I-. */
  begun: number;
  inside: number;
  /** Tags of schemes that mark ends and single words too. */
  foreign: number;
  /** Records in which an entity begins with I-. */
  records: number;
  first: Place[];
}
const PLACES = 5;
const order = (a: Place, b: Place) => compareRefs(a.ref, b.ref);

const [B, I, HYPHEN] = [0x42, 0x49, 0x2d];
/** End, single, last, unit: BIOES and BILOU. */
const ENDS = new Set([0x45, 0x53, 0x4c, 0x55]);
/** Code points of the shortest tag that has a mark: `B-X`. */
const LEAST = 3;
/** Characters of a tag that a finding shows. */
const SHOWN = 24;

/** Entities that begin with I- in a file that begins them with B-. */
export const iob2Illegal = defineFoldRule<State>({
  meta: {
    id: 'iob2-illegal',
    group: 'tokens',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['tagged'],
    title: {
      one: '1 record has an entity that begins in its middle: it is cut off, or joined to another',
      other: '{count} records have an entity that begins in its middle: it is cut off, or joined to another',
    },
    messages: {
      found:
        '`{tag}` follows a word outside of any entity, or inside one of another type; expected `B-` where an entity begins, as in {begun} others; tag it again (strict scorers leave such an entity out, others guess)',
    },
    evidence: {
      class: 'vendor',
      source: 'chakki-works/seqeval metrics (IOB2 in strict mode); conlleval; CoNLL-2003 as IOB2 on Hugging Face',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => ({ begun: 0, inside: 0, foreign: 0, records: 0, first: [] }),
  add(state, record) {
    const { sample } = record;
    if (sample?.kind !== 'tagged') return;
    const tags = sample.tagsEntry;
    let before = -1;
    let illegal = -1;
    // Ids say nothing of a scheme.
    for (let e = record.first(tags); e >= 0 && record.isString(e); e = record.sibling(e, tags)) {
      // Most tags are O.
      if (record.codePoints(e) < LEAST) {
        before = -1;
        continue;
      }
      const mark = record.byteAt(e, 1) === HYPHEN ? record.byteAt(e, 0) : -1;
      const goes = before >= 0 && sameType(record, before, e);
      if (mark === B && !goes) state.begun++;
      else if (mark === I && !goes) {
        state.inside++;
        if (illegal < 0) illegal = e;
      } else if (ENDS.has(mark)) state.foreign++;
      before = mark === B || mark === I ? e : -1;
    }
    if (illegal < 0) return;
    state.records++;
    // Records of one segment come in order; segments need not.
    if (state.first.length >= PLACES && record.segment >= state.first[PLACES - 1].ref.segment) return;
    const place = { ref: record.ref(), pointer: record.pointer(illegal), tag: record.head(illegal, SHOWN) };
    keepSmallest(state.first, place, PLACES, order);
  },
  merge: (a, b) => ({
    begun: a.begun + b.begun,
    inside: a.inside + b.inside,
    foreign: a.foreign + b.foreign,
    records: a.records + b.records,
    first: mergeSmallest(a.first, b.first, PLACES, order),
  }),
  finish({ begun, inside, foreign, records, first }, { report }) {
    // IOB1 begins entities with I-, and IO knows no other mark: there, it is no fault.
    if (records === 0 || foreign > 0 || begun <= inside) return;
    const places = first.map(({ ref, pointer, tag }) => ({ ref, pointer, data: { tag, begun } }));
    report({ message: 'found', data: { tag: first[0]?.tag ?? 'I-', begun }, count: records, places });
  },
  codec: plainCodec<State>(1),
});

/** Whether two tags name one type: what stands behind their marks. */
function sameType(record: RecordView, a: Entry, b: Entry): boolean {
  for (let i = 2; ; i++) {
    const byte = record.byteAt(a, i);
    if (byte !== record.byteAt(b, i)) return false;
    if (byte < 0) return true;
  }
}
