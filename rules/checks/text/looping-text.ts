import { defineRecordRule, type Entry, type RecordView } from '../../../src/rule.ts';

/** Code points from which on a text can be degenerate. */
const LONG = 400;
/** Longest period that is looked for, in bytes, where the text stops in the middle of a sentence: a loop is cut by the generator's cap. */
const PERIOD = 256;
/** And where it ends like a sentence: most texts do, so fewer periods are tried. */
const SHORT_PERIOD = 32;
/** Bytes that must be equal one period earlier before anything is decoded. */
const SAME = 24;
/** Bytes of the end that are decoded then, and code units of it that the loop must fill, in at least so many rounds. */
const TAIL = 1024;
const FILLED = 240;
const ROUNDS = 4;

/** A text whose end is one phrase over and over. */
export const loopingText = defineRecordRule({
  meta: {
    id: 'looping-text',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired', 'text'],
    depends: 'record',
    title: {
      one: '1 record ends in a loop: the model learns not to stop',
      other: '{count} records end in a loop: the model learns not to stop',
    },
    messages: {
      found:
        'the text ends in one phrase of {period} characters, {rounds} times or more; expected text that goes on; cut the loop off or drop the record',
    },
    evidence: {
      class: 'published',
      source: 'Rae et al., arXiv:2112.11446 (repetition filters); 4 rounds over 240 characters is our judgement',
      read: '2026-11-22',
    },
    precision: {
      judged: 1,
      right: 1,
      on: 'the toy chat set of the OpenAI cookbook, LLaMA-Factory demo sets and others',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample === undefined) return;
    const { count, entry: entries } = record.answers;
    for (let i = 0; i < (sample.kind === 'text' ? 1 : count); i++) {
      const entry = sample.kind === 'text' ? sample.textEntry : entries[i];
      if (record.codePoints(entry) < LONG || !mayLoop(record, entry)) continue;
      const loop = loopOf(record.tail(entry, TAIL));
      if (loop === undefined) continue;
      report('found', { entry, data: loop });
      return;
    }
  },
});

/** Whether the last bytes stand there once more, one period earlier. */
function mayLoop(record: RecordView, entry: Entry): boolean {
  const last = record.byteAt(entry, -1);
  const most = isWordByte(last) ? PERIOD : SHORT_PERIOD;
  for (let period = 1; period <= most; period++) {
    if (record.byteAt(entry, -1 - period) !== last) continue;
    let same = 1;
    while (same < SAME && record.byteAt(entry, -1 - same) === record.byteAt(entry, -1 - same - period)) same++;
    if (same === SAME) return true;
  }
  return false;
}

/** A letter or digit of ASCII, a comma, a space, or part of any other character. */
function isWordByte(byte: number): boolean {
  return (
    byte >= 0x80 ||
    byte === 0x20 ||
    byte === 0x2c ||
    (byte >= 0x30 && byte <= 0x39) ||
    ((byte | 0x20) - 0x61) >>> 0 < 26
  );
}

/** The shortest period of the text's end that goes far enough back and says something. */
function loopOf(tail: string): { readonly period: number; readonly rounds: number } | undefined {
  for (let period = 1; period * ROUNDS <= tail.length && period <= PERIOD; period++) {
    let at = tail.length - 1 - period;
    while (at >= 0 && tail[at] === tail[at + period]) at--;
    const length = tail.length - 1 - at;
    if (length < FILLED || length < period * ROUNDS) continue;
    const phrase = tail.slice(-period);
    // Lines of dashes, dots and table cells are layout, digits alone are numbers.
    if (!/\p{L}/u.test(phrase)) return undefined;
    return { period, rounds: Math.floor(length / period) };
  }
  return undefined;
}
