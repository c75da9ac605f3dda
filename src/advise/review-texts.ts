import type { Entry, RecordView, Turns } from '../core/record.ts';
import { shorten } from './fenced.ts';

/** Code points of a message, or of a side, on the page. */
export const SHOWN = 4000;

const ROLES = ['?', 'system', 'user', 'assistant', 'tool'];

/** What a person reads of a record. */
export interface ReviewTexts {
  readonly input: string;
  /** `''` where the input is all, as of a conversation. */
  readonly output: string;
}

/** A string, cut: no code point takes more than four bytes. */
const cut = (record: RecordView, entry: Entry): string =>
  shorten(record.head(entry, SHOWN * 4), SHOWN, record.codePoints(entry));

/** A conversation in its own order: who says what. */
const turns = (record: RecordView, { length, role, content }: Turns): string =>
  Array.from({ length }, (_, i) => {
    const [who, what] = [ROLES[role[i]], content[i]];
    return `${who}: ${what >= 0 && record.isString(what) ? cut(record, what) : '(no text)'}`;
  }).join('\n');

/** The texts of a record, each message or side cut to `SHOWN` code points. */
export function textsOf(record: RecordView): ReviewTexts {
  const { sample } = record;
  if (sample === undefined) return { input: shorten(JSON.stringify(record.value(record.root)), SHOWN), output: '' };
  if (sample.kind === 'conversation') return { input: turns(record, sample.turns), output: '' };
  const { count, entry } = record.answers;
  const answers = entry.slice(0, count);
  const given = sample.text.slice(0, sample.texts).filter((text) => !answers.includes(text));
  const show = (side: Int32Array): string =>
    [...side].map((text) => (record.isString(text) ? cut(record, text) : '')).join('\n');
  const label =
    sample.kind === 'labelled-text' && sample.labelEntry >= 0 ? String(record.value(sample.labelEntry)) : '';
  return { input: show(given), output: label === '' ? show(answers) : label };
}
