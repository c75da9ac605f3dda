import type { Entry, RecordView } from '../../core/record.ts';
import { capped, childrenOf, isList, isObject } from './children.ts';
import { conversation, holdsMessages, isMessage, isPart, membersSaid, message, messagesOf, parts } from './messages.ts';
import { outline, plainly } from './shown.ts';

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
