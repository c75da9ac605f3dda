import {
  contentOf,
  defineRecordRule,
  type Entry,
  mayBeSpelt,
  type RecordView,
  roleOf,
  ValueType,
} from '../../../src/rule.ts';

/** Code points of a prompt below which an answer may begin with the same words by chance, or to quote it; our convention (Soup: 40). */
const SHORTEST = 20;
/** Bytes of a prompt with escapes that is decoded, where the answers spell it differently; and how much longer they may. */
const DECODED = 1 << 16;
const LONGER = 6;

/** Whether a text begins with the whole of another, and goes on. */
function beginsWith(record: RecordView, text: Entry, prompt: Entry): boolean {
  if (!record.isString(text) || record.codePoints(text) <= record.codePoints(prompt)) return false;
  const shared = record.sharedBytes(text, prompt, Infinity);
  if (record.byteAt(prompt, shared) < 0) return true;
  if (!mayBeSpelt(record, text, prompt, shared) || record.byteAt(prompt, DECODED) >= 0) return false;
  return record.head(text, DECODED * LONGER).startsWith(record.text(prompt));
}

/** Whether a list of messages begins with all the messages of another, turn by turn, and goes on. */
function beginsWithTurns(record: RecordView, turns: Entry, prompt: Entry): boolean {
  if (record.type(turns) !== ValueType.array || record.codePoints(turns) <= record.codePoints(prompt)) return false;
  let turn = record.first(turns);
  for (let asked = record.first(prompt); asked >= 0; asked = record.sibling(asked, prompt)) {
    if (!record.same(contentOf(record, turn), contentOf(record, asked))) return false;
    if (!record.same(roleOf(record, turn), roleOf(record, asked))) return false;
    turn = record.sibling(turn, turns);
  }
  return true;
}

/** Reports a preference with a prompt of its own that both answers repeat before they begin. */
export const promptInBothSides = defineRecordRule({
  meta: {
    id: 'prompt-in-both-sides',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['preference'],
    depends: 'record',
    title: {
      one: '1 preference has its prompt in both answers again: it is trained on twice',
      other: '{count} preferences have their prompt in both answers again: it is trained on twice',
    },
    messages: {
      text: 'chosen and rejected both begin with the whole prompt; expected answers only; cut the prompt off, or drop the column',
      turns:
        'chosen and rejected both begin with the turns of the prompt; expected answers only; cut these turns off, or drop the column',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL dataset_formats.md: a prompt is either a column of its own or the common beginning of both sides',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'preference' || sample.promptEntry < 0) return;
    const { chosenEntry, rejectedEntry } = sample;
    // OpenAI's `input` holds the prompt's messages.
    const inner = record.child(sample.promptEntry, 'messages');
    const prompt = inner < 0 ? sample.promptEntry : inner;
    if (record.isString(prompt)) {
      if (record.codePoints(prompt) < SHORTEST) return;
      if (beginsWith(record, chosenEntry, prompt) && beginsWith(record, rejectedEntry, prompt))
        report('text', { entry: chosenEntry });
      return;
    }
    // A text beside lists of messages that hold it is how TRL's own sets are written: there the prompt is taken from the lists.
    if (record.type(prompt) !== ValueType.array || record.first(prompt) < 0) return;
    if (beginsWithTurns(record, chosenEntry, prompt) && beginsWithTurns(record, rejectedEntry, prompt))
      report('turns', { entry: chosenEntry });
  },
});
