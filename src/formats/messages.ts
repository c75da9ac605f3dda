import { type Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import { ContentParts } from './content-parts.ts';
import type { SideBuilder } from './side.ts';
import type { TextList } from './text-list.ts';

/** Keys under which a message holds its text, and its role. */
const CONTENT = ['content', 'value', 'text', 'parts'];
const ROLE = ['role', 'from'];
const NOT_PART = [...ROLE, 'content', 'value', 'parts', 'tool_calls'];

/** The list of messages in an object that holds one (OpenAI's `input`), else the value itself. */
function unwrapped(view: View, entry: Entry): Entry {
  const messages = view.child(entry, 'messages');
  return messages >= 0 && view.type(messages) === ValueType.array ? messages : entry;
}

/** Remembers nothing but the key ids of the batch at hand. */
const parts = new ContentParts();

const isList = (view: View, entry: Entry): boolean => entry >= 0 && view.type(entry) === ValueType.array;

/** Whether a list is the content of one message, not messages: its first element has no role and no content of its own. */
function isParted(view: View, list: Entry): boolean {
  const first = view.first(list);
  if (first < 0 || view.type(first) !== ValueType.object) return false;
  return memberOf(view, first, NOT_PART) < 0;
}

function memberOf(view: View, message: Entry, keys: readonly string[]): Entry {
  for (const key of keys) {
    const child = view.child(message, key);
    if (child >= 0) return child;
  }
  return -1;
}

/** Whether two values are the same message: role and content. */
function sameMessage(view: View, a: Entry, b: Entry): boolean {
  const { hashLo, hashHi } = view.tape;
  for (const keys of [CONTENT, ROLE]) {
    const x = memberOf(view, a, keys);
    const y = memberOf(view, b, keys);
    if (x < 0 || y < 0 || hashLo[x] !== hashLo[y] || hashHi[x] !== hashHi[y]) return false;
  }
  return true;
}

/** Messages at the head of both lists: the prompt that a pair of whole conversations shares. */
export function commonPrefix(view: View, a: Entry, b: Entry): number {
  if (a < 0 || b < 0 || view.type(a) !== ValueType.array || view.type(b) !== ValueType.array) return 0;
  // The last message of each is the answer, also where both are the same.
  const most = Math.min(view.codePoints(a), view.codePoints(b)) - 1;
  let count = 0;
  let x = view.first(a);
  let y = view.first(b);
  while (count < most && x >= 0 && y >= 0 && sameMessage(view, x, y)) {
    count++;
    x = view.sibling(x, a);
    y = view.sibling(y, b);
  }
  return count;
}

/**
 * Adds what a value says to a side: a string, one message, or messages `[from, to)` of a list with their roles.
 * A list says nothing when its last message does not.
 */
export function addSaid(view: View, side: SideBuilder, entry: Entry, from = 0, to = Infinity): void {
  if (entry < 0) return;
  const { tape } = view;
  const type = view.type(entry);
  if (type > ValueType.array) {
    side.add(tape, entry);
    return;
  }
  if (type === ValueType.object) {
    const messages = unwrapped(view, entry);
    if (messages !== entry) {
      addSaid(view, side, messages);
      return;
    }
    const content = memberOf(view, entry, CONTENT);
    if (isList(view, content)) parts.say(view, content, side, undefined);
    else side.add(tape, content);
    if (view.filled(view.child(entry, 'tool_calls'))) side.fill();
    return;
  }
  if (isParted(view, entry)) {
    parts.say(view, entry, side, undefined);
    return;
  }
  let place = 0;
  for (let e = view.first(entry); e >= 0 && place < to; e = view.sibling(e, entry), place++) {
    if (place < from) continue;
    const role = memberOf(view, e, ROLE);
    if (role >= 0) side.mark(tape.hashLo[role], tape.hashHi[role]);
    side.blank = true;
    addSaid(view, side, e);
  }
}

/** The last message of a list; -1: there is none. */
export function lastMessage(view: View, list: Entry): Entry {
  let last = -1;
  for (let e = view.first(list); e >= 0; e = view.sibling(e, list)) last = e;
  return last;
}

/** The texts of a value, without role names: what a trainer tokenises. */
export function listSaid(view: View, texts: TextList, entry: Entry): void {
  if (entry < 0) return;
  const type = view.type(entry);
  if (type === ValueType.object) {
    const messages = unwrapped(view, entry);
    const content = messages === entry ? memberOf(view, entry, CONTENT) : -1;
    if (messages !== entry) listSaid(view, texts, messages);
    else if (isList(view, content)) parts.say(view, content, undefined, texts);
    else texts.add(view, content);
  } else if (type !== ValueType.array) texts.add(view, entry);
  else if (isParted(view, entry)) parts.say(view, entry, undefined, texts);
  else for (let e = view.first(entry); e >= 0; e = view.sibling(e, entry)) listSaid(view, texts, e);
}
