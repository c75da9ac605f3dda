import { aliasesOf } from './aliases.ts';
import type { Entry, RecordView, Turns } from './record.ts';

/** Code points from which a string may be running text; shorter ones are names, notes and ids. Our convention. */
const LONG = 100;
/** Words that running text has in its beginning; fewer: a URL, a hash, encoded bytes. */
const WORDS = 8;
/** Bytes of the beginning that are looked at. */
const LOOK = 512;
/** Letters of scripts that are written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
/** Unread long strings that one record lists; more are columns of a table that is no training set. */
const MOST = 8;
/** UTF-16 units of a key that the state keeps. */
const KEY = 64;
/** Parts of a turn that chat templates render, whatever the trainer: Qwen3 and GLM `reasoning_content`, gpt-oss `thinking`. */
const RENDERED = new Set(['reasoning_content', 'reasoning', 'thinking']);
/** Top-level keys of which the sample rule is told nothing by the format, but which trainers read. */
const KNOWN = new Set(['history', 'tools', 'functions', 'chat_template_kwargs']);

/** Keys with running text that no trainer of the record's format reads; of two names of one field, neither. */
export function unreadTexts(record: RecordView): readonly string[] {
  const keys = new Set<string>();
  const { sample, root } = record;
  // Words with tags and token ids are no text: what stands beside them was never meant to be learnt as such.
  if (sample === undefined || sample.kind === 'tagged' || sample.kind === 'token-ids') return [];
  // Made for records with a long member only: most have none but their texts, of which there are few.
  let read: ReadonlySet<Entry> | undefined;
  let aliases: ReadonlySet<string> | undefined;
  for (let e = record.first(root); e >= 0 && keys.size < MOST; e = record.sibling(e, root)) {
    if (!isLong(record, e)) continue;
    read ??= new Set(sample.text.subarray(0, sample.texts));
    if (read.has(e) || !isRunning(record, e)) continue;
    const key = record.key(e);
    aliases ??= new Set([...aliasesOf(record).values()].flat());
    if (key !== undefined && !isKnown(record, key) && !aliases.has(key)) keys.add(short(key));
  }
  if (sample.kind === 'conversation') {
    const { turns } = sample;
    for (let i = 0; i < turns.length && keys.size < MOST; i++) unreadParts(record, turns, i, keys);
  }
  return [...keys];
}

/** `text` in an Alpaca record is the rendered whole, on which TRL trains by default. */
const isKnown = ({ format }: RecordView, key: string): boolean =>
  KNOWN.has(key) || (key === 'text' && format === 'instruction');

const short = (key: string): string => (key.length > KEY ? `${key.slice(0, KEY)}…` : key);

const isLong = (record: RecordView, entry: Entry): boolean =>
  record.isString(entry) && record.codePoints(entry) >= LONG;

/** Words, not a URL, a hash or encoded bytes. */
function isRunning(record: RecordView, entry: Entry): boolean {
  const head = record.head(entry, LOOK);
  return head.split(/\s+/u, WORDS + 1).length > WORDS || (head.match(UNSPACED)?.length ?? 0) >= LONG / 2;
}

/** Members of a turn that are none of its known parts. */
function unreadParts(record: RecordView, turns: Turns, i: number, keys: Set<string>): void {
  const turn = turns.entry[i];
  for (let e = record.first(turn); e >= 0; e = record.sibling(e, turn)) {
    if (e === turns.content[i] || e === turns.calls[i] || e === turns.roleEntry[i] || !isLong(record, e)) continue;
    const key = record.key(e);
    if (key !== undefined && !RENDERED.has(key) && isRunning(record, e)) keys.add(`messages/${short(key)}`);
  }
}
