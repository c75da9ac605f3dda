import { defineRecordRule, type Entry, hex, type RecordView } from '../../../src/rule.ts';

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
    const isPositive = isAmong(record, positiveEntry);
    for (let e = only(record, negativeEntry); e >= 0; e = after(record, e, negativeEntry)) {
      if (!record.filled(e) || !record.isString(e)) continue;
      const side = record.same(e, anchorEntry) ? 'anchor' : isPositive(e) ? 'positive' : undefined;
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

/** Whether a text is one of a field's. Both sides may hold tens of thousands: each is looked at once. */
function isAmong(record: RecordView, field: Entry): (text: Entry) => boolean {
  if (record.isString(field)) return (text) => record.same(text, field);
  const keys = new Set<string>();
  for (let e = record.first(field); e >= 0; e = record.sibling(e, field))
    if (record.isString(e)) keys.add(keyOf(record, e));
  return (text) => keys.size > 0 && keys.has(keyOf(record, text));
}

function keyOf(record: RecordView, text: Entry): string {
  const { lo, hi } = record.hash(text);
  return hex(lo, hi);
}
