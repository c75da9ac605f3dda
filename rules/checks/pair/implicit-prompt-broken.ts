import {
  contentOf,
  defineRecordRule,
  type Entry,
  Flag,
  type RecordView,
  roleOf,
  sameBytes,
  ValueType,
} from '../../../src/rule.ts';

/** Bytes of a common beginning beyond which a record is not judged. */
const READ_MOST = 1 << 16;
/** Bytes before the end of the common beginning in which the mark of the last answer is looked for. */
const LOOKED = 256;
/** What stands before an answer in texts that hold a whole conversation. */
const MARKS = ['Assistant:', 'ASSISTANT:', '### Response:', '<|assistant|>'];
const BACKSLASH = 0x5c;

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** Whether byte `i` of a string is a letter of the text, and not of an escape. */
function letterAt(record: RecordView, entry: Entry, i: number): boolean {
  if (!isLetter(record.byteAt(entry, i))) return false;
  if ((record.flags(entry) & Flag.escaped) === 0) return true;
  for (let back = 1; back <= 5; back++) if (record.byteAt(entry, i - back) === BACKSLASH) return false;
  return true;
}

/** Whether the last mark before byte `end` is followed by letters: both answers begin with the same words. */
function runsIntoAnswer(record: RecordView, entry: Entry, end: number): boolean {
  for (let i = end - 1; i > Math.max(0, end - LOOKED); i--) {
    const mark = MARKS.find((word) => endsAt(record, entry, i, word));
    if (mark !== undefined) return lettersBetween(record, entry, i + 1, end);
  }
  return false;
}
function endsAt(record: RecordView, entry: Entry, i: number, word: string): boolean {
  const from = i - word.length + 1;
  if (from < 0) return false;
  for (let k = word.length - 1; k >= 0; k--) if (record.byteAt(entry, from + k) !== word.charCodeAt(k)) return false;
  return true;
}
function lettersBetween(record: RecordView, entry: Entry, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (letterAt(record, entry, i)) return true;
  return false;
}

/** What is wrong with the prompt that two texts share, if it is anything that can be told. */
function textFault(record: RecordView, chosen: Entry, rejected: Entry): string | undefined {
  const shared = record.sharedBytes(chosen, rejected, READ_MOST);
  if (shared === 0) return 'nothing';
  if (shared === READ_MOST || record.byteAt(chosen, shared) < 0 || record.byteAt(rejected, shared) < 0)
    return undefined;
  if (runsIntoAnswer(record, chosen, shared)) return 'answer';
  const inWord =
    letterAt(record, chosen, shared - 1) && letterAt(record, chosen, shared) && letterAt(record, rejected, shared);
  return inWord ? 'word' : undefined;
}

/** The same of two lists of messages; content in parts is not judged. */
function turnsFault(record: RecordView, chosen: Entry, rejected: Entry): string | undefined {
  if (record.type(chosen) !== ValueType.array || record.type(rejected) !== ValueType.array) return undefined;
  const [a, b] = [record.first(chosen), record.first(rejected)];
  const texts = [contentOf(record, a), contentOf(record, b)] as const;
  if (!texts.every((text) => record.isString(text))) return undefined;
  const alike = sameBytes(record, ...texts) && sameBytes(record, roleOf(record, a), roleOf(record, b));
  return alike ? undefined : 'turns';
}

/** Reports a preference without a prompt of its own whose two sides do not share one that can be cut off. */
export const implicitPromptBroken = defineRecordRule({
  meta: {
    id: 'implicit-prompt-broken',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['preference'],
    depends: 'record',
    title: {
      one: '1 preference has no prompt that a trainer can find',
      other: '{count} preferences have no prompt that a trainer can find',
    },
    messages: {
      nothing:
        'there is no prompt, and chosen and rejected begin differently; expected the prompt at the head of both; add it in a column "prompt"',
      turns:
        'there is no prompt, and the first turns of chosen and rejected differ; expected the same turns at the head of both; add them in a column "prompt"',
      answer:
        'there is no prompt, and both answers begin with the same words, so that they become part of it (TRL takes what both texts begin with); expected a column "prompt" and two answers; split them where the answer begins',
      word: 'there is no prompt, and what both texts begin with ends inside a word (TRL takes all of it for the prompt); expected a column "prompt" and two answers; split them where the answer begins',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL data_utils.py (extract_prompt); 19.2 % of the pairs of hh-rlhf are split inside the answer',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'preference' || sample.promptEntry >= 0) return;
    const { chosen, rejected, chosenEntry, rejectedEntry } = sample;
    // Blank sides and equal ones are other rules' matter.
    if (chosen.blank || rejected.blank) return;
    if (chosen.hashLo === rejected.hashLo && chosen.hashHi === rejected.hashHi) return;
    const fault =
      record.isString(chosenEntry) && record.isString(rejectedEntry)
        ? textFault(record, chosenEntry, rejectedEntry)
        : turnsFault(record, chosenEntry, rejectedEntry);
    if (fault === undefined) return;
    // A context takes the place of a prompt: then the input is something else than the two sides.
    const asked = record.pointer(sample.input.entry);
    if (![chosenEntry, rejectedEntry].some((entry) => asked.startsWith(record.pointer(entry)))) return;
    report(fault, { entry: chosenEntry });
  },
});
