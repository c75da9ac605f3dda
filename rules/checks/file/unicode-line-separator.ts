import { defineRecordRule, type Entry, type RecordView } from '../../../src/rule.ts';

/** The lead bytes that a separator may begin with in UTF-8: C2 85, E2 80 A8, E2 80 A9. */
const NEXT_LINE = 0xc2;
const SEPARATORS = 0xe2;

/** A line separator that stands raw in the line: an escape (`\u2028`) splits nothing. */
function rawSeparator(record: RecordView, entry: Entry): string | undefined {
  for (let i = 0; ; i++) {
    const byte = record.byteAt(entry, i);
    if (byte < 0) return undefined;
    if (byte === NEXT_LINE && record.byteAt(entry, i + 1) === 0x85) return 'U+0085';
    if (byte !== SEPARATORS || record.byteAt(entry, i + 1) !== 0x80) continue;
    const last = record.byteAt(entry, i + 2);
    if (last === 0xa8) return 'U+2028';
    if (last === 0xa9) return 'U+2029';
  }
}

/** The first string below `parent` that holds one. */
function find(record: RecordView, parent: Entry): { readonly entry: Entry; readonly character: string } | undefined {
  for (let e = record.first(parent); e >= 0; e = record.sibling(e, parent)) {
    if (!record.isString(e)) {
      const found = find(record, e);
      if (found !== undefined) return found;
    } else if (record.hits(e)) {
      const character = rawSeparator(record, e);
      if (character !== undefined) return { entry: e, character };
    }
  }
  return undefined;
}

/** Reports a raw U+2028, U+2029 or U+0085 inside a JSON line. */
export const unicodeLineSeparator = defineRecordRule({
  meta: {
    id: 'unicode-line-separator',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'record',
    containers: ['jsonl'],
    depends: 'record',
    triggers: ['\u2028', '\u2029', '\u0085'],
    title: {
      one: '1 record holds a character at which some readers end the line: they see two broken records',
      other: '{count} records hold a character at which some readers end the line: they see two broken records each',
    },
    messages: {
      found:
        'a raw {character} in a string; expected an escape or a line feed; write it as an escape (json.dumps does unless ensure_ascii=False), or replace it with \\n (str.splitlines and the line reader of Node end the line there: Unterminated string)',
    },
    evidence: {
      class: 'vendor',
      source:
        'Python str.splitlines; the line reader of Node from version 24 on (measured); wbolster/jsonlines issue 53',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'safe',
  },
  check(record, report) {
    const found = find(record, record.root);
    if (found !== undefined) report('found', { entry: found.entry, data: { character: found.character } });
  },
});
