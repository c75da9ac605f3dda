import { type Entry, type RecordView, Role } from '../core/record.ts';
import { saysText } from '../core/found-words.ts';
import { Flag, ValueType } from '../core/tape.ts';
import { plainTurn, type TurnFacts } from './turn-facts.ts';
import type { TurnList } from './turn-lists.ts';

/** Characters of a role's name that are looked at. */
const ROLE = 40;
const CANONICAL: readonly string[] = ['unknown', 'system', 'user', 'assistant', 'tool'];
/** Types of parts that chat templates know. */
const PARTS: ReadonlySet<string> = new Set(['text', 'image', 'image_url', 'audio', 'input_audio', 'video']);

/** What a template sees of turn `i`; undefined: the turn is written in a way that no trainer hands to a template. */
export function factsOf(record: RecordView, turns: TurnList, i: number): TurnFacts | undefined {
  const [entry, content] = [turns.entry[i], turns.content[i]];
  const role = roleOf(record, turns.role[i], turns.roleEntry[i], content);
  const called = turns.calls[i];
  // ShareGPT writes a call into the text of a turn.
  const inText = called >= 0 && called === content;
  const kind = inText ? 'absent' : contentOf(record, content, turns.role[i]);
  const calls = inText ? IN_TEXT : callsOf(record, called);
  if (kind === undefined || calls === undefined) return undefined;
  const thinking =
    turns.role[i] === Role.assistant
      ? THINKING.find((key) => isFilledText(record, record.child(entry, key)))
      : undefined;
  const answers = turns.role[i] === Role.tool;
  // Most turns: one object for all that are alike.
  if (calls === NO_CALLS && thinking === undefined && !answers) return PLAIN.get(role)?.[kind] ?? plainTurn(role, kind);
  const answered = answers ? record.child(entry, 'tool_call_id') : -1;
  return {
    ...calls,
    role: inText ? 'assistant' : role,
    content: kind,
    ...(calls.calls === 0 && { callId: idOf(record, answered) }),
    answers: answered >= 0 && record.isString(answered),
    named: answers && record.isString(record.child(entry, 'name')),
    thinking,
  };
}

const CONTENTS = ['text', 'empty', 'null', 'absent', 'parts', 'image', 'think', 'other'] as const;
const PLAIN: ReadonlyMap<string, Partial<Record<TurnFacts['content'], TurnFacts>>> = new Map(
  CANONICAL.map((role) => [role, Object.fromEntries(CONTENTS.map((content) => [content, plainTurn(role, content)]))]),
);
const THINKING = ['reasoning_content', 'thinking'] as const;
const isFilledText = (record: RecordView, entry: Entry): boolean => record.isString(entry) && record.filled(entry);

/** As written where the record has `role` and `content`: trainers hand that over as it is. Other keys are mapped by them. */
function roleOf(record: RecordView, role: number, entry: Entry, content: Entry): string {
  const asWritten =
    record.isString(entry) && record.key(entry) === 'role' && (content < 0 || record.key(content) === 'content');
  const named = asWritten || (role === Role.unknown && record.isString(entry));
  // Nothing is decoded for the usual names.
  return named && !saysText(record, entry, CANONICAL[role]) ? record.head(entry, ROLE) : CANONICAL[role];
}

function contentOf(record: RecordView, entry: Entry, role: number): TurnFacts['content'] | undefined {
  if (entry < 0) return 'absent';
  switch (record.type(entry)) {
    case ValueType.string:
      if ((record.flags(entry) & Flag.blank) !== 0) return 'empty';
      return role === Role.assistant && thinks(record, entry) ? 'think' : 'text';
    case ValueType.null:
      return 'null';
    case ValueType.array:
      return partsOf(record, entry);
    default:
      return 'other';
  }
}

const LESS_THAN = 0x3c;
const thinks = (record: RecordView, entry: Entry): boolean =>
  record.byteAt(entry, 0) === LESS_THAN && record.head(entry, 16).startsWith('<think>');

function partsOf(record: RecordView, entry: Entry): TurnFacts['content'] | undefined {
  let [kind, says]: [TurnFacts['content'], boolean] = ['parts', false];
  for (let e = record.first(entry); e >= 0; e = record.sibling(e, entry)) {
    const type = record.child(e, 'type');
    const name = record.isString(type) ? record.head(type, ROLE) : '';
    if (!PARTS.has(name)) return undefined;
    if (name !== 'text') kind = 'image';
    else says ||= isFilledText(record, record.child(e, 'text'));
  }
  return says ? kind : undefined;
}

type Calls = Pick<TurnFacts, 'calls' | 'callForm' | 'args' | 'callId'>;
const NO_CALLS: Calls = { calls: 0, callForm: 'list', args: 'object', callId: 'absent' };
const IN_TEXT: Calls = { ...NO_CALLS, calls: 1 };

function callsOf(record: RecordView, entry: Entry): Calls | undefined {
  if (entry < 0) return NO_CALLS;
  const old = record.type(entry) === ValueType.object;
  if (!old && record.type(entry) !== ValueType.array) return undefined;
  const first = old ? entry : record.first(entry);
  const wrapped = record.child(first, 'function');
  const args = record.child(wrapped >= 0 ? wrapped : first, 'arguments');
  const isText = record.isString(args);
  return {
    calls: old || record.sibling(first, entry) < 0 ? 1 : 2,
    callForm: old ? 'old' : 'list',
    args: args < 0 ? 'absent' : isText ? 'string' : 'object',
    callId: idOf(record, record.child(first, 'id')),
  };
}

function idOf(record: RecordView, entry: Entry): TurnFacts['callId'] {
  if (!record.isString(entry)) return 'absent';
  return record.codePoints(entry) === 9 && /^[a-z\d]{9}$/i.test(record.text(entry)) ? 'nine' : 'other';
}
