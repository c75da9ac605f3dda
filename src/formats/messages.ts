import { type Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import type { SideBuilder } from './side.ts';
import type { TextList } from './text-list.ts';

/** Keys under which a message holds its text, and its role. */
const CONTENT = ['content', 'value', 'text'];
const ROLE = ['role', 'from'];

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
    side.add(tape, memberOf(view, entry, CONTENT));
    if (view.filled(view.child(entry, 'tool_calls'))) side.fill();
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

/** The texts of a value, without role names: what a trainer tokenises. */
export function listSaid(view: View, texts: TextList, entry: Entry): void {
  if (entry < 0) return;
  const type = view.type(entry);
  if (type === ValueType.object) texts.add(view, memberOf(view, entry, CONTENT));
  else if (type !== ValueType.array) texts.add(view, entry);
  else for (let e = view.first(entry); e >= 0; e = view.sibling(e, entry)) listSaid(view, texts, e);
}
