import {
  contentOf,
  defineRecordRule,
  type Entry,
  Flag,
  hasCodes,
  mayBeSpelt,
  type RecordView,
  roleOf,
  ValueType,
} from '../../../src/rule.ts';

/** Bytes of a common beginning beyond which a record is not judged. */
const READ_MOST = 1 << 16;
/** Bytes before the end of the common beginning in which the mark of the last answer is looked for. */
const LOOKED = 256;
/** What stands before an answer in texts that hold a whole conversation. */
const MARKS = ['Assistant:', 'ASSISTANT:', '### Response:', '<|assistant|>'];
const BACKSLASH = 0x5c;

/** The bytes of a text: as they stand in the file, or decoded where the two sides spell one text differently. */
interface Bytes {
  /** Byte `i`; -1 beyond the end. */
  at(i: number): number;
  readonly escaped: boolean;
}

const encoder = new TextEncoder();

function decoded(record: RecordView, entry: Entry): Bytes {
  const bytes = encoder.encode(record.head(entry, READ_MOST));
  return { at: (i) => (i < bytes.length ? bytes[i] : -1), escaped: false };
}
const written = (record: RecordView, entry: Entry): Bytes => ({
  at: (i) => record.byteAt(entry, i),
  escaped: (record.flags(entry) & Flag.escaped) !== 0,
});

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** Whether byte `i` is a letter of the text, and not of an escape. */
function letterAt(text: Bytes, i: number): boolean {
  if (!isLetter(text.at(i))) return false;
  if (!text.escaped) return true;
  for (let back = 1; back <= Math.min(5, i); back++) if (text.at(i - back) === BACKSLASH) return false;
  return true;
}

/** Whether the last mark before byte `end` is followed by letters: both answers begin with the same words. */
function runsIntoAnswer(text: Bytes, end: number): boolean {
  for (let i = end - 1; i > Math.max(0, end - LOOKED); i--) {
    const mark = MARKS.find((word) => endsAt(text, i, word));
    if (mark !== undefined) return lettersBetween(text, i + 1, end);
  }
  return false;
}
function endsAt(text: Bytes, i: number, word: string): boolean {
  const from = i - word.length + 1;
  if (from < 0) return false;
  for (let k = word.length - 1; k >= 0; k--) if (text.at(from + k) !== word.charCodeAt(k)) return false;
  return true;
}
function lettersBetween(text: Bytes, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (letterAt(text, i)) return true;
  return false;
}

/** What is wrong with the prompt that two texts share, if it is anything that can be told. */
function textFault(record: RecordView, chosen: Entry, rejected: Entry): string | undefined {
  const shared = record.sharedBytes(chosen, rejected, READ_MOST);
  if (shared === READ_MOST) return undefined;
  const spelt =
    mayBeSpelt(record, chosen, rejected, shared) || hasCodes(record, chosen, Math.max(0, shared - LOOKED), shared);
  if (!spelt) return faultAt(written(record, chosen), written(record, rejected), shared);
  const [a, b] = [decoded(record, chosen), decoded(record, rejected)];
  let alike = 0;
  while (a.at(alike) >= 0 && a.at(alike) === b.at(alike)) alike++;
  return faultAt(a, b, alike);
}

function faultAt(chosen: Bytes, rejected: Bytes, shared: number): string | undefined {
  if (shared === 0) return 'nothing';
  if (chosen.at(shared) < 0 || rejected.at(shared) < 0) return undefined;
  if (runsIntoAnswer(chosen, shared)) return 'answer';
  const inWord = letterAt(chosen, shared - 1) && letterAt(chosen, shared) && letterAt(rejected, shared);
  return inWord ? 'word' : undefined;
}

/** The same of two lists of messages; content in parts is not judged. */
function turnsFault(record: RecordView, chosen: Entry, rejected: Entry): string | undefined {
  if (record.type(chosen) !== ValueType.array || record.type(rejected) !== ValueType.array) return undefined;
  const [a, b] = [record.first(chosen), record.first(rejected)];
  const texts = [contentOf(record, a), contentOf(record, b)] as const;
  if (!texts.every((text) => record.isString(text))) return undefined;
  const alike = record.same(...texts) && record.same(roleOf(record, a), roleOf(record, b));
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
    const asked = sample.input.entry;
    if (![chosenEntry, rejectedEntry].some((side) => asked >= side && asked < record.behind(side))) return;
    report(fault, { entry: chosenEntry });
  },
});
