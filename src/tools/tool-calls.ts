import { type Entry, type RecordView, Role, type Turns } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';

/** One call of a tool, in whatever shape it is written. */
export interface ToolCall {
  /** Where a finding points. */
  readonly entry: Entry;
  /** undefined: no name was found. */
  readonly name: string | undefined;
  readonly id: string | undefined;
  /** The arguments on the tape; -1: none there. */
  readonly args: Entry;
  /** The arguments of a call that is written as text, parsed; else undefined. */
  readonly parsed: unknown;
}

/** Code points of a call written as text beyond which it is not read. */
const CALL_MOST = 1 << 20;
/** What `type` says of a part that is a call: OpenAI, Anthropic. */
const CALL_TYPES: ReadonlySet<string> = new Set(['function', 'tool_use', 'tool_call', 'function_call']);
const WRAPPERS = ['function', 'toolUse', 'functionCall', 'function_call'];
const ARGUMENTS = ['arguments', 'input', 'args'];
const IDS = ['id', 'toolUseId'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function childOf(record: RecordView, parent: Entry, keys: readonly string[]): Entry {
  for (const key of keys) {
    const child = record.child(parent, key);
    if (child >= 0) return child;
  }
  return -1;
}
const textOf = (record: RecordView, entry: Entry): string | undefined =>
  record.isString(entry) ? record.text(entry) : undefined;

/**
 * The calls of a turn, from its `calls` entry: OpenAI's `tool_calls`, the older `function_call`, ShareGPT's JSON text, and
 * lists of parts (Anthropic `tool_use`, Bedrock `toolUse`, Gemini `functionCall`), whose other parts are passed over.
 */
export function callsOf(record: RecordView, calls: Entry): readonly ToolCall[] {
  if (calls < 0) return [];
  const type = record.type(calls);
  if (type === ValueType.string) return callsInText(record, calls);
  if (type === ValueType.object) return [callAt(record, calls)];
  if (type !== ValueType.array) return [];
  const found: ToolCall[] = [];
  for (let e = record.first(calls); e >= 0; e = record.sibling(e, calls))
    if (record.type(e) === ValueType.object && isCall(record, e)) found.push(callAt(record, e));
  return found;
}

/** A part that is no call has a type of its own, or no name. */
function isCall(record: RecordView, entry: Entry): boolean {
  if (childOf(record, entry, WRAPPERS) >= 0) return true;
  const type = textOf(record, record.child(entry, 'type'));
  return type === undefined ? record.isString(record.child(entry, 'name')) : CALL_TYPES.has(type);
}

function callAt(record: RecordView, entry: Entry): ToolCall {
  const wrapped = childOf(record, entry, WRAPPERS);
  const named = wrapped >= 0 && record.type(wrapped) === ValueType.object ? wrapped : entry;
  const id = childOf(record, entry, IDS);
  return {
    entry,
    name: textOf(record, record.child(named, 'name')),
    id: textOf(record, id >= 0 ? id : childOf(record, named, IDS)),
    args: childOf(record, named, ARGUMENTS),
    parsed: undefined,
  };
}

function callsInText(record: RecordView, entry: Entry): readonly ToolCall[] {
  if (record.codePoints(entry) > CALL_MOST) return [];
  const value = parseJson(record.text(entry));
  return (Array.isArray(value) ? value : [value]).filter(isObject).map((item) => {
    const call = isObject(item.function) ? item.function : item;
    return { entry, name: stringOf(call.name), id: stringOf(item.id), args: -1, parsed: call.arguments };
  });
}

/** The arguments of a call as a value; undefined: there are none, or they are not JSON (another rule's matter). */
export function argumentsOf(record: RecordView, call: ToolCall): unknown {
  const value = call.args < 0 ? call.parsed : record.value(call.args);
  return typeof value === 'string' ? parseJson(value) : value;
}

/** Whether a turn holds the result of a call: its role says so, or one of its parts. */
export function isToolResult(record: RecordView, turns: Turns, i: number): boolean {
  return turns.role[i] === Role.tool || firstResultPart(record, turns.content[i]) >= 0;
}

/** Ids of the calls that a turn answers; undefined: it answers one without saying which. */
export function answeredIds(
  record: RecordView,
  turns: Pick<Turns, 'entry' | 'content'>,
  i: number,
): readonly string[] | undefined {
  const own = textOf(record, record.child(turns.entry[i], 'tool_call_id'));
  if (own !== undefined) return [own];
  const content = turns.content[i];
  const ids: string[] = [];
  for (let e = firstResultPart(record, content); e >= 0; e = record.sibling(e, content)) {
    const result = resultIn(record, e);
    if (result < 0) continue;
    const id = textOf(record, childOf(record, result, ['tool_use_id', 'toolUseId', 'id']));
    if (id === undefined) return undefined;
    ids.push(id);
  }
  return ids.length === 0 ? undefined : ids;
}

function firstResultPart(record: RecordView, content: Entry): Entry {
  if (content < 0 || record.type(content) !== ValueType.array) return -1;
  let e = record.first(content);
  while (e >= 0 && resultIn(record, e) < 0) e = record.sibling(e, content);
  return e;
}

/** The result in a part of a turn: the part itself (Anthropic), or a member of it (Bedrock, Gemini); -1: another part. */
function resultIn(record: RecordView, part: Entry): Entry {
  const inner = childOf(record, part, ['toolResult', 'functionResponse']);
  if (inner >= 0) return inner;
  return textOf(record, record.child(part, 'type')) === 'tool_result' ? part : -1;
}
