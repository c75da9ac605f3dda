import { defineRecordRule, type Entry, Flag, type RecordView, ValueType } from '../../../src/rule.ts';

/** Bytes of a list's beginning in which its first quote stands. */
const LOOK = 64;
const [SPACE, BACKSLASH, SINGLE, DOUBLE] = [0x20, 0x5c, 0x27, 0x22];

/** First byte of the text from one end (`step` 1 or -1) that is no white space; escaped line feeds and tabs are. */
function edge(record: RecordView, entry: Entry, step: 1 | -1): number {
  for (let i = step === 1 ? 0 : -1, left = LOOK; left > 0; i += step, left--) {
    const byte = record.byteAt(entry, i);
    if (byte > SPACE && !isEscape(record, entry, i, byte)) return byte;
    if (byte < 0) return -1;
  }
  return -1;
}

/** Whether the byte is half of `\n`, `\r` or `\t`. */
function isEscape(record: RecordView, entry: Entry, i: number, byte: number): boolean {
  if (byte === BACKSLASH) return isBlankLetter(record.byteAt(entry, i + 1));
  return isBlankLetter(byte) && record.byteAt(entry, i - 1) === BACKSLASH;
}

const isBlankLetter = (byte: number): boolean => byte === 0x6e || byte === 0x72 || byte === 0x74;

/** Why a string is no JSON list of tools, by its ends and its first quote: nothing is decoded. */
function fault(record: RecordView, tools: Entry): string | undefined {
  const first = edge(record, tools, 1);
  const last = edge(record, tools, -1);
  const closed = (first === 0x5b && last === 0x5d) || (first === 0x7b && last === 0x7d);
  if (!closed) return 'a string that is no JSON list';
  for (let i = 0; i < LOOK; i++) {
    const byte = record.byteAt(tools, i);
    if (byte === DOUBLE) return undefined;
    if (byte === SINGLE) return 'the repr of a Python list';
  }
  return undefined;
}

/** Reports a declaration of tools that is a string, but no JSON. */
export const toolsNotJson = defineRecordRule({
  meta: {
    id: 'tools-not-json',
    group: 'tool',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['conversation'],
    title: {
      one: '1 record declares tools that cannot be read: trainers stop at it',
      other: '{count} records declare tools that cannot be read: trainers stop at the first',
    },
    messages: {
      found:
        'the tools are {found}; expected a JSON list of declarations, as a list or as a string; write it with json.dumps, and leave the key out (or null) where there are none (LLaMA-Factory says: Invalid JSON format in tool description)',
    },
    evidence: { class: 'vendor', source: 'hiyouga/LLaMA-Factory formatter, issue 7547', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const tools = record.sample?.kind === 'conversation' ? record.sample.tools : -1;
    if (tools < 0 || record.type(tools) !== ValueType.string || record.codePoints(tools) === 0) return;
    const found = (record.flags(tools) & Flag.blank) !== 0 ? 'a blank string' : fault(record, tools);
    if (found !== undefined) report('found', { entry: tools, data: { found } });
  },
});
