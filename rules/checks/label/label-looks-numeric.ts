import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** What every trainer reads as the same integer id, whether the file writes a number or a string. */
const INTEGER = /^(?:0|-?[1-9]\d*)$/;

/** Labels that are numbers, but not plain integer ids. */
export const labelLooksNumeric = defineFoldRule<null>({
  meta: {
    id: 'label-looks-numeric',
    group: 'label',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['labelled-text'],
    title: {
      one: '1 record has a label that reads as a number: it may be trained as regression',
      other: '{count} records have labels that read as numbers: they may be trained as regression',
    },
    messages: {
      found:
        'labels such as `{label}` are numbers; expected names or ids 0, 1, 2 …; name the classes, or write ids without a point or leading zeros ("Found dtype Long but expected Float", torch)',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/transformers run_classification.py (float labels mean regression)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, report }) {
    if (measures.kind !== 'labelled-text' || measures.labels === undefined) return;
    const { entries } = measures.labels;
    if (entries.length === 0 || !entries.every(({ text }) => NUMBER.test(text.trim()))) return;
    const odd = entries.filter(({ text }) => !INTEGER.test(text));
    if (odd.length === 0) return;
    const count = odd.reduce((sum, entry) => sum + entry.count, 0);
    report({ message: 'found', data: { label: odd[0].text }, count });
  },
  codec: plainCodec<null>(1),
});
