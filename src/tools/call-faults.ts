import { shortText, shortValue, typeWord } from '../core/found-words.ts';
import type { Entry, RecordView } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import type { ToolCall } from './tool-calls.ts';

/** What may be wrong with one call, by itself. */
export type CallFault =
  | 'type'
  | 'arguments-not-string'
  | 'arguments-not-object'
  | 'arguments-not-json'
  | 'id-missing'
  | 'id-pattern'
  | 'name-pattern';

/** Where a fault of a call is and what stands there, in words. */
export interface FoundInCall {
  readonly entry: Entry;
  readonly found: string;
}

/** UTF-16 units of an id or a name that a pattern is asked about; longer ones never match. */
const LONGEST = 4096;
/** Code points of arguments that are parsed. */
const PARSED_MOST = 1 << 20;

type Judge = (view: RecordView, call: ToolCall, pattern: RegExp | undefined) => FoundInCall | undefined;

const breaks = (text: string, pattern: RegExp | undefined): boolean =>
  pattern !== undefined && (text.length > LONGEST || !pattern.test(text));
const at = ({ entry, args }: ToolCall): Entry => (args < 0 ? entry : args);

const JUDGES: Readonly<Record<CallFault, Judge>> = {
  type(view, { entry }) {
    const type = view.child(entry, 'type');
    if (view.isString(type) && view.text(type) === 'function') return undefined;
    return { entry: type < 0 ? entry : type, found: type < 0 ? 'nothing' : `"${shortValue(view, type)}"` };
  },
  'arguments-not-string'(view, call) {
    if (view.isString(call.args)) return undefined;
    return { entry: at(call), found: typeWord(view, call.args) };
  },
  'arguments-not-object'(view, call) {
    if (call.args >= 0 && view.type(call.args) === ValueType.object) return undefined;
    return { entry: at(call), found: typeWord(view, call.args) };
  },
  'arguments-not-json'(view, call) {
    // Other types are other faults.
    if (!view.isString(call.args) || view.codePoints(call.args) > PARSED_MOST) return undefined;
    const found = jsonFault(view.text(call.args));
    return found === undefined ? undefined : { entry: call.args, found };
  },
  'id-missing'(_view, { entry, id }) {
    return id === undefined || id === '' ? { entry, found: 'nothing' } : undefined;
  },
  'id-pattern'(_view, { entry, id }, pattern) {
    if (id === undefined || id === '') return undefined;
    return breaks(id, pattern) ? { entry, found: shortText(id) } : undefined;
  },
  'name-pattern'(_view, { entry, name = '' }, pattern) {
    return breaks(name, pattern) ? { entry, found: shortText(name) } : undefined;
  },
};

/** Why a text is no JSON object, in words; undefined: it is one. */
export function jsonFault(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : undefined;
    return value === null ? 'null' : `a ${typeof value}`;
  } catch {
    return text.trim() === '' ? 'a blank string' : 'a string that is not JSON';
  }
}

/** What is wrong with a call; undefined: not this. `pattern`: of an id or a name. */
export const callFault = (
  fault: CallFault,
  view: RecordView,
  call: ToolCall,
  pattern?: RegExp,
): FoundInCall | undefined => JUDGES[fault](view, call, pattern);

const THOUGHT = '</think>';

/** Why a text is no call (JSON with name and arguments, or a list of such; a thought may stand before it), in words; undefined: it is one. */
export function textFault(text: string): string | undefined {
  const thought = text.lastIndexOf(THOUGHT);
  let value: unknown;
  try {
    value = JSON.parse(thought < 0 ? text : text.slice(thought + THOUGHT.length));
  } catch {
    return 'text that is not JSON';
  }
  for (const call of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (typeof call !== 'object' || call === null) return 'JSON that is no object';
    const missing = ['name', 'arguments'].find((key) => !Object.hasOwn(call, key));
    if (missing !== undefined) return `JSON without "${missing}"`;
  }
  return undefined;
}
