import { ANSWERING_ROLES, contentOf, roleOf } from '../core/messages-of.ts';
import { type Entry, type RecordView, Role, type Sample, type Turns } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';

/** The turns of one conversation in parallel lists, -1 where a part is absent. */
export interface TurnList extends Pick<Turns, 'length'> {
  readonly entry: ArrayLike<Entry>;
  readonly role: ArrayLike<number>;
  readonly roleEntry: ArrayLike<Entry>;
  readonly content: ArrayLike<Entry>;
  readonly calls: ArrayLike<Entry>;
}

/** Kinds of samples that may hold messages. */
export const WITH_MESSAGES = ['conversation', 'preference', 'unpaired', 'pair', 'prompt'] as const;

/** The conversations that a trainer renders of a record: of a preference two. None where it holds texts and no messages. */
export function turnLists(record: RecordView, sample: Sample): readonly TurnList[] {
  switch (sample.kind) {
    case 'conversation':
      return [sample.turns];
    case 'preference':
      return [sample.chosenEntry, sample.rejectedEntry].flatMap((side) => messages(record, [sample.promptEntry, side]));
    case 'unpaired':
      return messages(record, [sample.promptEntry, sample.completionEntry]);
    case 'pair':
      return messages(record, [sample.inputEntry, sample.outputEntry]);
    case 'prompt':
      return messages(record, [sample.promptEntry]);
    default:
      return [];
  }
}

/** Messages of lists, or that stand alone, one after the other: one conversation, or none. A text beside them is a copy of their beginning. */
function messages(record: RecordView, parts: readonly Entry[]): readonly TurnList[] {
  const found: Entry[] = [];
  for (const part of parts) {
    if (part < 0) continue;
    if (record.type(part) === ValueType.object) found.push(part);
    if (record.type(part) !== ValueType.array) continue;
    for (let e = record.first(part); e >= 0; e = record.sibling(e, part)) {
      if (record.type(e) !== ValueType.object) return [];
      found.push(e);
    }
  }
  if (found.length === 0) return [];
  const roleEntry = found.map((entry) => roleOf(record, entry));
  if (roleEntry.some((entry) => !record.isString(entry))) return [];
  const names = roleEntry.map((entry) => record.head(entry, 40));
  const content = found.map((entry) => contentOf(record, entry));
  const calls = found.map((entry, i) => (CALLING.has(names[i]) ? content[i] : callsIn(record, entry)));
  const role = names.map((name) => KNOWN.get(name) ?? Role.unknown);
  return [{ length: found.length, entry: found, role, roleEntry, content, calls }];
}

function callsIn(record: RecordView, message: Entry): Entry {
  for (const key of ['tool_calls', 'function_call']) {
    const entry = record.child(message, key);
    if (entry >= 0 && record.filled(entry)) return entry;
  }
  return -1;
}

/** ShareGPT's turns that are calls. */
const CALLING: ReadonlySet<string> = new Set(['function_call', 'tool_call']);
const named = (role: number, names: readonly string[]): readonly [string, number][] =>
  names.map((name) => [name, role]);
const KNOWN: ReadonlyMap<string, number> = new Map([
  ...named(Role.system, ['system', 'developer', 'System']),
  ...named(Role.user, ['user', 'human', 'prompter', 'User', 'Human']),
  ...named(Role.assistant, [...ANSWERING_ROLES, ...CALLING, 'chatgpt', 'ai']),
  ...named(Role.tool, ['tool', 'function', 'observation', 'ipython', 'tool_response', 'function_response']),
]);
