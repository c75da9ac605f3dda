import { defineRecordRule } from '../../../src/rule.ts';

/** Reports an embedding record whose columns are not in the order in which the trainer takes them. */
export const columnOrder = defineRecordRule({
  meta: {
    id: 'column-order',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['tuple'],
    depends: 'record',
    title: {
      one: '1 record has its columns in an order that is trained backwards',
      other: '{count} records have their columns in an order that is trained backwards',
    },
    messages: {
      found:
        'the columns stand in the order {order}; expected anchor, positive, negative; reorder them (sentence-transformers takes columns by their place, whatever their names)',
    },
    evidence: {
      class: 'vendor',
      source: 'sentence-transformers training_overview.md (the order of the columns matters, their names do not)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    // With a score, the two texts are alike or not whichever comes first.
    if (sample?.kind !== 'tuple' || sample.scoreEntry >= 0) return;
    const { anchorEntry, positiveEntry, negativeEntry } = sample;
    // Entries stand on the tape in document order.
    const ordered = anchorEntry < positiveEntry && (negativeEntry < 0 || positiveEntry < negativeEntry);
    if (ordered || positiveEntry < 0) return;
    const order = [anchorEntry, positiveEntry, negativeEntry]
      .filter((entry) => entry >= 0)
      .toSorted((a, b) => a - b)
      .map((entry) => record.key(entry) ?? '')
      .join(', ');
    report('found', { entry: Math.min(anchorEntry, positiveEntry), data: { order } });
  },
});
