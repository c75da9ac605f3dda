import type { Entry, RecordView } from './record.ts';
import { ValueType } from './tape.ts';

/** Keys under which a message holds its text, and its role. */
const CONTENT: readonly string[] = ['content', 'value', 'text'];
const ROLE: readonly string[] = ['role', 'from'];

/** Roles that never answer, and those that do, as the formats of lists spell them: a side of a preference and a prompt are read by rules, not by a format. */
export const ASKING_ROLES: readonly string[] = (
  'user human prompter User Human system System developer ' +
  'tool function observation ipython tool_response function_response'
).split(' ');
export const ANSWERING_ROLES: readonly string[] = [
  'assistant',
  'model',
  'gpt',
  'bot',
  'chatbot',
  'Assistant',
  'Chatbot',
];

function childOf(record: RecordView, message: Entry, keys: readonly string[]): Entry {
  for (const key of keys) {
    const child = record.child(message, key);
    if (child >= 0) return child;
  }
  return -1;
}

/** The text of a message; -1: it has none, or the entry is no message. */
export const contentOf = (record: RecordView, message: Entry): Entry => childOf(record, message, CONTENT);

/** The role of a message; -1: it has none. */
export const roleOf = (record: RecordView, message: Entry): Entry => childOf(record, message, ROLE);

/** The last message of a list, or the one that stands without a list; -1: none. */
export function lastMessage(record: RecordView, said: Entry): Entry {
  if (said < 0) return -1;
  if (record.type(said) === ValueType.object) return said;
  if (record.type(said) !== ValueType.array) return -1;
  let last = -1;
  for (let e = record.first(said); e >= 0; e = record.sibling(e, said)) last = e;
  return last;
}
