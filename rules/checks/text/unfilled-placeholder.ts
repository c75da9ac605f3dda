import { defineRecordRule } from '../../../src/rule.ts';

/** `{{name}}`, but no LaTeX group, no `${{ … }}` of a CI file and no inline code. */
const BRACES = /(?<![\w\\^_{}$`])\{\{\s{0,8}[\p{L}_][\p{L}\p{N}_ .-]{0,40}\}\}(?!\})/u;
/** A text that is itself about templates: code fences, Jinja statements, markup. */
const TEMPLATE = /```|\{%|<\/[a-zA-Z]|\\(?:frac|begin|math|text|left)/;
const OTHERS = /\[INSERT[^\]\n]{0,60}\]|\[Insert [^\]\n]{1,60}\]|<noinput>|Lorem ipsum dolor|^\s*\[?TODO\]?[.:!]?\s*$/;

/** A variable with a plain name, which is a word of the template and says nothing of a record. */
const PLAIN = /^\{\{ {0,8}[A-Za-z_]\w{0,23} {0,8}\}\}$/;

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
    const rejected = sample.kind === 'preference' && sample.rejectedEntry >= 0 ? sample.rejectedEntry : Infinity;
    const behind = rejected === Infinity ? -1 : record.behind(rejected);
    for (let i = 0; i < sample.texts; i++) {
      const entry = sample.text[i];
      // A rejected answer is one that the model learns not to give.
      if (!record.hits(entry) || (entry >= rejected && entry < behind)) continue;
      const text = record.text(entry);
      const braces = TEMPLATE.test(text) ? null : BRACES.exec(text);
      const found = (braces ?? OTHERS.exec(text))?.[0];
      if (found === undefined) continue;
      report('found', { entry, data: { placeholder: kindOf(found.trim()) } });
      return;
    }
  },
});

/** A placeholder as a report shows it: what was written into its brackets may be the very thing that nobody may read. */
function kindOf(found: string): string {
  if (found.startsWith('{{')) return PLAIN.test(found) ? found : '{{…}}';
  if (found.startsWith('[I')) return `${found.slice(0, '[INSERT'.length)} …]`;
  return found.includes('TODO') ? 'TODO' : found;
}
