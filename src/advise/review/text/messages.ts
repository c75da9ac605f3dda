import type { Entry, RecordView, Turns } from '../../../core/record.ts';
import { ValueType } from '../../../core/tape.ts';
import { capped, childrenOf, isList, isObject, memberOf, outline, plainly, SHOWN_BESIDE } from './values.ts';

/** Keys of a message: formats and trainers spell them so. */
const ROLE = ['role', 'from'];
const CONTENT = ['content', 'value', 'parts'];
/** Those that show a message where no role does. */
const UNNAMED = ['content', 'parts'];
/** Keys under which a part of a content holds its text. */
const PART_TEXT = ['text', 'thinking', 'refusal', 'value'];
/** By `Role`. */
const NAMES = ['?', 'system', 'user', 'assistant', 'tool'];

/** Whether an entry is an object with a role or a content; a part of a content, which has a type, is none. */
export const isMessage = (record: RecordView, entry: Entry): boolean =>
  memberOf(record, entry, ROLE) >= 0 || (memberOf(record, entry, UNNAMED) >= 0 && record.child(entry, 'type') < 0);

/** A part of a content tells what it is: by its type, or by its only key. */
export const isPart = (record: RecordView, entry: Entry): boolean =>
  record.isString(entry) ||
  (isObject(record, entry) && (record.child(entry, 'type') >= 0 || childrenOf(record, entry).length === 1));

/** Members that say something, without some of them: `[weight: 0]`. */
export const membersSaid = (record: RecordView, object: Entry, without: readonly Entry[]): readonly string[] =>
  childrenOf(record, object)
    .filter((e) => !without.includes(e) && record.filled(e))
    .map((e) => `[${record.key(e) ?? ''}: ${plainly(record, e, SHOWN_BESIDE)}]`);

/** A part of a content: its text, or what it is (an image, a call) in brackets. */
function part(record: RecordView, entry: Entry): string {
  if (!isObject(record, entry)) return plainly(record, entry);
  const type = record.child(entry, 'type');
  const text = memberOf(record, entry, PART_TEXT);
  const named = record.isString(type) ? record.text(type) : '';
  if (record.isString(text)) {
    const said = [plainly(record, text), ...membersSaid(record, entry, [type, text])].join(' ');
    return /^$|text$/.test(named) ? said : `[${named}] ${said}`;
  }
  if (named === '') return membersSaid(record, entry, []).join(' ');
  const [what, more] = childrenOf(record, entry).filter((e) => e !== type && record.filled(e));
  return what === undefined || more !== undefined
    ? `[${named}] ${membersSaid(record, entry, [type]).join(' ')}`
    : `[${named}: ${plainly(record, what, SHOWN_BESIDE)}]`;
}

/** What a content says: a text, or parts, a line each. */
function content(record: RecordView, entry: Entry): string {
  if (entry < 0 || record.type(entry) === ValueType.null) return '';
  return isList(record, entry) ? parts(record, entry) : plainly(record, entry);
}

/** The parts of a content, a line each. */
export const parts = (record: RecordView, list: Entry): string =>
  capped(childrenOf(record, list), 'parts', (e) => part(record, e)).join('\n');

/** Who says what, and what else stands in the message: calls, a weight. */
function spoken(who: string, what: string, others: readonly string[]): string {
  const said = [what, ...others].filter((text) => text !== '').join('\n') || '(no text)';
  return who === '' ? said : `${who}: ${said}`;
}

/** One message with its role. */
export function message(record: RecordView, entry: Entry): string {
  if (!isMessage(record, entry)) return plainly(record, entry);
  const [role, what] = [memberOf(record, entry, ROLE), memberOf(record, entry, CONTENT)];
  const who = role >= 0 ? plainly(record, role) : '';
  return spoken(who, content(record, what), membersSaid(record, entry, [role, what]));
}

/** A blank line sets messages of several lines apart. */
const together = (messages: readonly string[]): string =>
  messages.join(messages.some((text) => text.includes('\n')) ? '\n\n' : '\n');

/** Whether a list holds messages: one of its elements has a role or a content. */
export const holdsMessages = (record: RecordView, list: Entry): boolean =>
  isList(record, list) && childrenOf(record, list).some((e) => isMessage(record, e));

/** Each message of a list, with its role. */
export const messagesOf = (record: RecordView, list: Entry): readonly string[] =>
  childrenOf(record, list).map((e) => message(record, e));

/** Messages as one text. */
export const conversation = (messages: readonly string[]): string =>
  together(capped(messages, 'messages', (text) => text));

/** A conversation that a format has read: roles may follow from the place, or stand in the keys. */
export function turnsSaid(record: RecordView, { length, entry, role, roleEntry, content: said }: Turns): string {
  const all = Array.from({ length }, (_, i) => {
    const who = roleEntry[i] >= 0 ? plainly(record, roleEntry[i]) : NAMES[role[i]];
    // In a round the other message stands beside this one, under its own key.
    const others = roleEntry[i] >= 0 ? membersSaid(record, entry[i], [roleEntry[i], said[i]]) : [];
    return spoken(who, content(record, said[i]), others);
  });
  return conversation(all);
}

/** What a value says to a reader: a text, messages with their roles, parts, a numbered list, or members by their keys. */
export function saidBy(record: RecordView, entry: Entry): string {
  if (isObject(record, entry)) {
    const messages = record.child(entry, 'messages');
    if (isList(record, messages))
      return [conversation(messagesOf(record, messages)), ...membersSaid(record, entry, [messages])].join('\n');
    if (isMessage(record, entry)) return message(record, entry);
    return childrenOf(record, entry)
      .map((e) => `${record.key(e) ?? ''}: ${plainly(record, e)}`)
      .join('\n');
  }
  if (!isList(record, entry)) return plainly(record, entry);
  if (holdsMessages(record, entry)) return conversation(messagesOf(record, entry));
  const all = childrenOf(record, entry);
  if (all.some((e) => isObject(record, e)) && all.every((e) => isPart(record, e))) return parts(record, entry);
  if (all.every((e) => record.isString(e)) && all.length > 0)
    return all.length === 1 ? plainly(record, all[0]) : numbered(all.map((e) => plainly(record, e)));
  return all.some((e) => isObject(record, e)) ? numbered(all.map((e) => saidBy(record, e))) : outline(record, entry);
}

/** `1. …`, one below the other; further lines are indented. */
export const numbered = (texts: readonly string[]): string =>
  capped(texts, 'of the list', (text, i) => `${i + 1}. ${text.replaceAll('\n', '\n   ')}`).join('\n');
