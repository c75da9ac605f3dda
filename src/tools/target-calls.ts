import type { RecordView } from '../core/record.ts';
import type { TargetTurns } from '../core/target-types.ts';
import { ValueType } from '../core/tape.ts';
import { callsOf, type ToolCall } from './tool-calls.ts';

const NONE: readonly ToolCall[] = [];

/** The calls of a message: `tool_calls`, `function_call`, and parts of its content that are calls. */
export function callsIn(view: RecordView, turns: TargetTurns, i: number): readonly ToolCall[] {
  const { calls, call, content } = turns;
  let found = NONE;
  if (calls[i] >= 0 && view.type(calls[i]) <= ValueType.array) found = callsOf(view, calls[i]);
  if (call[i] >= 0 && view.type(call[i]) === ValueType.object) found = [...found, ...callsOf(view, call[i])];
  // Only lists of parts are opened: a text costs nothing.
  if (content[i] >= 0 && view.type(content[i]) === ValueType.array) {
    const parts = callsOf(view, content[i]);
    if (parts.length > 0) found = [...found, ...parts];
  }
  return found;
}

/** Whether something is called in a message: a list of calls with a member, a call, or a part that is one. */
export function hasCalls(view: RecordView, turns: TargetTurns, i: number): boolean {
  if (view.filled(turns.calls[i]) || view.filled(turns.call[i])) return true;
  const content = turns.content[i];
  return content >= 0 && view.type(content) === ValueType.array && callsOf(view, content).length > 0;
}
