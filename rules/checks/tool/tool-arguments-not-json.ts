import {
  type Entry,
  type RecordView,
  type Report,
  ValueType,
  TYPE_NAMES,
  callsOf,
  defineRecordRule,
} from '../../../src/rule.ts';

/** The parsed value; undefined when it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why arguments are no object, in words; undefined when they are one, or are left out. */
function fault(value: unknown): string | undefined {
  if (value === undefined || value === null || isObject(value)) return undefined;
  if (typeof value !== 'string') return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  const inner = parsed(value);
  if (inner === undefined) return 'a string that is not JSON';
  return isObject(inner) ? undefined : 'a string that holds no JSON object';
}

/** Arguments of one call on the tape. Only a string is decoded: it has to be parsed to be judged. */
function argumentsFault(record: RecordView, args: Entry): string | undefined {
  const type = record.type(args);
  if (type === ValueType.object || type === ValueType.null) return undefined;
  return fault(type === ValueType.string ? record.text(args) : type === ValueType.array ? [] : record.value(args));
}

/** A call written as text: an object with name and arguments, or a list of them; OpenAI's `function` wrapper is opened. */
function textFault(text: string): readonly [message: string, found: string] | undefined {
  const value = parsed(text);
  if (value === undefined) return ['call', 'a string that is not JSON'];
  for (const item of Array.isArray(value) ? value : [value]) {
    const call = isObject(item) && isObject(item.function) ? item.function : item;
    if (!isObject(call) || typeof call.name !== 'string') return ['call', 'JSON without a name'];
    if (call.arguments === undefined) return ['call', 'JSON without arguments'];
    const found = fault(call.arguments);
    if (found !== undefined) return ['arguments', found];
  }
  return undefined;
}

function checkTurn(record: RecordView, calls: Entry, report: Report): boolean {
  const type = record.type(calls);
  if (type === ValueType.string) {
    const found = textFault(record.text(calls));
    if (found !== undefined) report(found[0], { entry: calls, data: { found: found[1] } });
    return found !== undefined;
  }
  if (type !== ValueType.array && type !== ValueType.object) {
    report('call', { entry: calls, data: { found: `a ${TYPE_NAMES[type]}` } });
    return true;
  }
  const list = type === ValueType.array;
  for (let call = list ? record.first(calls) : calls; call >= 0; call = list ? record.sibling(call, calls) : -1) {
    const wrapped = record.child(call, 'function');
    const named = wrapped >= 0 ? wrapped : call;
    const name = record.child(named, 'name');
    if (!record.isString(name) || !record.filled(name)) {
      report('call', { entry: call, data: { found: 'an object without the name of a function' } });
      return true;
    }
    const args = record.child(named, 'arguments');
    const found = args < 0 ? undefined : argumentsFault(record, args);
    if (found === undefined) continue;
    report('arguments', { entry: args, data: { found } });
    return true;
  }
  return false;
}

/** Keys of a turn that hold its calls; else they are parts of its content. */
const CALL_KEYS = ['tool_calls', 'function_call'];

/** Calls among the parts of a content, whose arguments are objects in every dialect. */
function checkParts(record: RecordView, calls: Entry, report: Report): boolean {
  for (const { entry, name, args } of callsOf(record, calls)) {
    if (name === undefined || name.trim() === '') {
      report('call', { entry, data: { found: 'an object without the name of a function' } });
      return true;
    }
    const found = args < 0 ? undefined : argumentsFault(record, args);
    if (found === undefined) continue;
    report('arguments', { entry: args, data: { found } });
    return true;
  }
  return false;
}

/** Reports a tool call whose arguments are not a JSON object, and a call written as text that is not JSON. */
export const toolArgumentsNotJson = defineRecordRule({
  meta: {
    id: 'tool-arguments-not-json',
    group: 'tool',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'tools',
    title: {
      one: '1 record teaches the model a tool call that cannot be parsed',
      other: '{count} records teach the model a tool call that cannot be parsed',
    },
    messages: {
      arguments:
        'the arguments of a tool call are {found}; expected a string that holds one JSON object, or the object itself; write them with json.dumps (Axolotl says: Error parsing tool_calls arguments as JSON)',
      call: 'a tool call is {found}; expected JSON with name and arguments; write it with json.dumps (LLaMA-Factory says: Invalid JSON format in function message)',
    },
    evidence: {
      class: 'vendor',
      source:
        'Axolotl chat_template.py; LLaMA-Factory formatter; mistral-common validator.py; OpenAI function calling guide',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { entry, calls, length } = record.sample.turns;
    for (let i = 0; i < length; i++) {
      if (calls[i] < 0) continue;
      const written = CALL_KEYS.some((key) => record.child(entry[i], key) === calls[i]) || record.isString(calls[i]);
      if (written ? checkTurn(record, calls[i], report) : checkParts(record, calls[i], report)) return;
    }
  },
});
