import { type Entry, type RecordView, defineSampleRule } from '../../../src/rule.ts';

/** What Arrow's JSON reader takes for a timestamp: a date, with or without a time of the day. */
const DATE = /^\d{4}-\d\d-\d\d(?:[ T]\d\d(?::\d\d(?::\d\d)?)?Z?)?$/;
/** Code points of the shortest and the longest such text. */
const SHORTEST = 10;
const LONGEST = 20;
/** Members of a record that are looked at, and UTF-16 units of a key. */
const MEMBERS = 64;
const KEY = 64;

/** Reports columns of strings that all look like dates: a loader may turn them into timestamps. */
export const dateLikeColumn = defineSampleRule<readonly string[]>({
  meta: {
    id: 'date-like-column',
    group: 'shape',
    since: '0.1.0',
    severity: 'info',
    stage: 'shape',
    containers: ['jsonl'],
    title: {
      one: '1 record has a date that may be loaded as a timestamp',
      other: '{count} records have dates that may be loaded as timestamps',
    },
    messages: {
      read: 'all values of {keys} look like dates, and the column is trained on; expected text; pass features to load_dataset, or write them in words (Arrow reads them as timestamp[s], and a template then prints a datetime object, or fails)',
      aside:
        'all values of {keys} look like dates; expected nothing else where nobody trains on them; pass features to load_dataset to keep them as text (Arrow reads them as timestamp[s])',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/datasets issue 2799; Apache Arrow, Reading JSON files',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  look(record) {
    const found: string[] = [];
    let left = MEMBERS;
    for (let e = record.first(record.root); e >= 0 && left > 0; e = record.sibling(e, record.root), left--)
      if (isDate(record, e)) found.push(`${isRead(record, e) ? '+' : '-'}${(record.key(e) ?? '').slice(0, KEY)}`);
    return found;
  },
  judge(sample, _whole, { measures, report }) {
    const counts = new Map<string, number>();
    for (const { seen } of sample) for (const key of seen) counts.set(key, (counts.get(key) ?? 0) + 1);
    const all = [...counts].filter(([key, count]) => key.length > 1 && count === sample.length).map(([key]) => key);
    if (sample.length < 2 || all.length === 0) return;
    const read = all.filter((key) => key.startsWith('+'));
    const keys = (read.length > 0 ? read : all)
      .map((key) => `"${key.slice(1)}"`)
      .toSorted()
      .join(', ');
    report({
      message: read.length > 0 ? 'read' : 'aside',
      data: { keys },
      count: measures.fit,
      ...(read.length > 0 && { severity: 'warn' }),
    });
  },
});

function isDate(record: RecordView, entry: Entry): boolean {
  const length = record.isString(entry) ? record.codePoints(entry) : 0;
  if (length < SHORTEST || length > LONGEST) return false;
  // Before a short string is made: a digit in front, and the first hyphen in its place.
  const digit = record.byteAt(entry, 0);
  return digit >= 0x30 && digit <= 0x39 && record.byteAt(entry, 4) === 0x2d && DATE.test(record.text(entry));
}

function isRead(record: RecordView, entry: Entry): boolean {
  const { sample } = record;
  if (sample === undefined) return false;
  for (let i = 0; i < sample.texts; i++) if (sample.text[i] === entry) return true;
  return sample.kind === 'labelled-text' && sample.labelEntry === entry;
}
