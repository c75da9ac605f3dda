import { defineRecordRule, type Entry, type RecordView } from '../../../src/rule.ts';

/** `{{name}}`, but no LaTeX group, no `${{ … }}` of a CI file and no inline code. */
const BRACES = /(?<![\w\\^_{}$`])\{\{\s{0,8}[\p{L}_][\p{L}\p{N}_ .-]{0,40}\}\}(?!\})/u;
/** A text that is itself about templates: code fences, Jinja statements, markup. */
const TEMPLATE = /```|\{%|<\/[a-zA-Z]|\\(?:frac|begin|math|text|left)/;
const OTHERS = /\[INSERT[^\]\n]{0,60}\]|\[Insert [^\]\n]{1,60}\]|<noinput>|Lorem ipsum dolor|^\s*\[?TODO\]?[.:!]?\s*$/;

/** Text that a template was meant to replace. */
export const unfilledPlaceholder = defineRecordRule({
  meta: {
    id: 'unfilled-placeholder',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    silentIn: ['code-generation'],
    depends: 'record',
    triggers: ['{{', '[INSERT', '[Insert', '<noinput>', 'Lorem ipsum', 'TODO'],
    title: {
      one: '1 record holds a placeholder that nobody filled in',
      other: '{count} records hold a placeholder that nobody filled in',
    },
    messages: {
      found: 'the text holds `{placeholder}`; expected what it stands for; fill it in or drop the record',
    },
    evidence: {
      class: 'measured',
      source: 'hiyouga/LLaMA-Factory data/identity.json ships with {{name}} and {{author}} in 85 of 91 records',
      read: '2026-11-22',
    },
    precision: { judged: 61, right: 61, on: 'LLaMA-Factory demo sets (identity, alpaca_en)', read: '2026-11-23' },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample === undefined) return;
    for (let i = 0; i < sample.texts; i++) {
      const entry = sample.text[i];
      if (!record.hits(entry)) continue;
      const text = record.text(entry);
      const braces = TEMPLATE.test(text) ? null : BRACES.exec(text);
      const found = (braces ?? OTHERS.exec(text))?.[0];
      if (found === undefined || isRejected(record, entry)) continue;
      report('found', { entry, data: { placeholder: found.trim() } });
      return;
    }
  },
});

/** A rejected answer is one that the model learns not to give. */
function isRejected(record: RecordView, entry: Entry): boolean {
  if (record.sample?.kind !== 'preference' || record.sample.rejectedEntry < 0) return false;
  const rejected = record.pointer(record.sample.rejectedEntry);
  const pointer = record.pointer(entry);
  return pointer === rejected || pointer.startsWith(`${rejected}/`);
}
