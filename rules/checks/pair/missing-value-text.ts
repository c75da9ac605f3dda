import {
  compareRefs,
  defineFoldRule,
  type Entry,
  keepSmallest,
  mergeSmallest,
  plainCodec,
  type RecordView,
  type Ref,
  Role,
  type Sample,
} from '../../../src/rule.ts';

/** What pandas, Python and JavaScript write where a value is missing and a string is asked for. */
const WORDS: ReadonlySet<string> = new Set(['nan', 'NaN', 'None', 'null', 'NULL', 'N/A', '<NA>', 'undefined']);
const LENGTHS: ReadonlySet<number> = new Set([...WORDS].map((word) => word.length));
const LONGEST = Math.max(...LENGTHS);
/** Their first bytes, and the backslash of an escape. */
const FIRST: ReadonlySet<number> = new Set(['\\', ...[...WORDS].map(([first]) => first)].map((c) => c.charCodeAt(0)));
/** Tasks whose answers are names of classes. */
const LABELLED: ReadonlySet<string> = new Set(['classification', 'sentiment']);
const PLACES = 5;

interface Place {
  readonly ref: Ref;
  readonly side: string;
  readonly word: string;
}
interface Seen {
  count: number;
  readonly first: Place[];
}
/** Records whose answer is such a word; others in which some other text is. */
interface State {
  readonly answers: Seen;
  readonly inputs: Seen;
}

const order = (a: Place, b: Place): number => compareRefs(a.ref, b.ref);
const both = (a: Seen, b: Seen): Seen => ({
  count: a.count + b.count,
  first: mergeSmallest(a.first, b.first, PLACES, order),
});

/** Reports texts that are nothing but a missing value as a program spells it. */
export const missingValueText = defineFoldRule<State>({
  meta: {
    id: 'missing-value-text',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired', 'labelled-text', 'text', 'prompt', 'tuple'],
    // In a table such a cell is csv-na-token's.
    containers: ['jsonl', 'json-array', 'json-object', 'parquet', 'arrow'],
    title: {
      one: '1 record holds a missing value that was written as a word: the model learns the word',
      other: '{count} records hold a missing value that was written as a word: the model learns the word',
    },
    messages: {
      found:
        'the {side} is nothing but "{word}", as a program writes a missing value (Python str(None), pandas astype(str)); expected the text; write it, leave an optional one empty, or drop the record',
      label:
        'the class "{word}" is spelt as a program writes a missing value (Python str(None), pandas astype(str)); expected the name of a class; if these records have no label, drop them',
    },
    evidence: {
      class: 'convention',
      source:
        'Python: str(None) is "None", str(float("nan")) is "nan"; JavaScript: String(undefined), String(null); default na_values of pandas read_csv',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => ({ answers: { count: 0, first: [] }, inputs: { count: 0, first: [] } }),
  add(state, record) {
    const { sample } = record;
    if (sample === undefined) return;
    let found: Omit<Place, 'ref'> | undefined;
    for (let i = 0; i < sample.texts && found?.side !== 'answer'; i++) {
      const entry = sample.text[i];
      if (!mayBe(record, entry)) continue;
      const word = record.text(entry);
      const side = WORDS.has(word) ? sideOf(record, sample, entry) : undefined;
      if (side !== undefined) found = { side, word };
    }
    if (found === undefined) return;
    const seen = found.side === 'answer' ? state.answers : state.inputs;
    seen.count++;
    keepSmallest(seen.first, { ref: record.ref(), ...found }, PLACES, order);
  },
  merge: (a, b) => ({ answers: both(a.answers, b.answers), inputs: both(a.inputs, b.inputs) }),
  finish({ answers, inputs }, { task, measures, report }) {
    // A class may be called so.
    const named = task !== undefined && LABELLED.has(task);
    const say = ({ count, first }: Seen, severity: 'warn' | 'info'): void => {
      if (count === 0) return;
      const places = first.map(({ ref, ...data }) => ({ ref, data }));
      report({ message: 'found', data: places[0].data, count, places, severity });
    };
    if (named) {
      say(answers, 'info');
      say(inputs, 'warn');
    } else say(both(answers, inputs), 'warn');
    if (measures.kind !== 'labelled-text') return;
    for (const { text, count } of measures.labels?.entries ?? [])
      if (WORDS.has(text)) report({ message: 'label', data: { word: text }, count, severity: 'info' });
  },
  codec: plainCodec<State>(1),
});

/** Most texts are told apart by their length, the rest by a byte: nothing else is decoded. */
function mayBe(record: RecordView, entry: Entry): boolean {
  const length = record.codePoints(entry);
  return length <= LONGEST && LENGTHS.has(length) && record.isString(entry) && FIRST.has(record.byteAt(entry, 0));
}

/** What the text at `entry` is to the model; undefined: a value of a program, where such a word is right. */
function sideOf(record: RecordView, sample: Sample, entry: Entry): string | undefined {
  if (sample.kind === 'pair') return isIn(record, entry, sample.outputEntry) ? 'answer' : 'input';
  if (sample.kind === 'unpaired') return isIn(record, entry, sample.completionEntry) ? 'answer' : 'prompt';
  if (sample.kind === 'preference') return isIn(record, entry, sample.promptEntry) ? 'prompt' : 'answer';
  if (sample.kind !== 'conversation') return 'text';
  const { length, role, content } = sample.turns;
  for (let i = 0; i < length; i++) {
    if (!isIn(record, entry, content[i])) continue;
    // What a tool returns is often just that.
    return role[i] === Role.tool ? undefined : role[i] === Role.assistant ? 'answer' : 'turn';
  }
  return 'turn';
}

/** Whether an entry is a value, or stands inside of it. */
function isIn(record: RecordView, entry: Entry, value: Entry): boolean {
  return value >= 0 && entry >= value && entry < record.behind(value);
}
