import { defineRecordRule, type Entry, type RecordView } from '../../../src/rule.ts';

/** An embedding triplet whose negative is the anchor or the positive again. */
export const positiveEqualsNegative = defineRecordRule({
  meta: {
    id: 'positive-equals-negative',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['tuple'],
    title: {
      one: '1 triplet pushes away the text that it pulls closer',
      other: '{count} triplets push away the text that they pull closer',
    },
    messages: {
      found:
        'the negative is the same text as the {side}; expected another; choose a negative that does not answer the anchor, or drop the record',
    },
    evidence: {
      class: 'vendor',
      source: 'sentence-transformers loss_overview.md (the negative must not belong to the anchor)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'tuple' || sample.negativeEntry < 0) return;
    const { anchorEntry, positiveEntry, negativeEntry } = sample;
    for (let e = only(record, negativeEntry); e >= 0; e = after(record, e, negativeEntry)) {
      if (!record.filled(e)) continue;
      const side = same(record, e, anchorEntry) ? 'anchor' : holds(record, positiveEntry, e) ? 'positive' : undefined;
      if (side === undefined) continue;
      report('found', { entry: e, data: { side } });
      return;
    }
  },
});

/** The first text of a field that holds one text, or a list of them; `after`: the next. */
const only = (record: RecordView, field: Entry): Entry => (record.isString(field) ? field : record.first(field));
const after = (record: RecordView, text: Entry, field: Entry): Entry =>
  text === field ? -1 : record.sibling(text, field);

function holds(record: RecordView, field: Entry, text: Entry): boolean {
  for (let e = only(record, field); e >= 0; e = after(record, e, field)) if (same(record, e, text)) return true;
  return false;
}

/** Byte by byte as written: mostly the first tells two texts apart. */
function same(record: RecordView, a: Entry, b: Entry): boolean {
  if (b < 0 || !record.isString(a) || !record.isString(b) || record.codePoints(a) !== record.codePoints(b))
    return false;
  for (let i = 0; ; i++) {
    const byte = record.byteAt(a, i);
    if (byte !== record.byteAt(b, i)) return false;
    if (byte < 0) return true;
  }
}
