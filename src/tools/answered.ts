import type { RecordView } from '../core/record.ts';
import { TARGET_ROLES, type TargetTurns } from '../core/target-types.ts';
import { callsIn } from './target-calls.ts';
import { answeredIds } from './tool-calls.ts';

const [TOOL, FUNCTION] = [TARGET_ROLES.indexOf('tool'), TARGET_ROLES.indexOf('function')];

/** Results of calls that a message holds: a message of a tool is one, and parts may be several. */
export function resultsIn(view: RecordView, turns: TargetTurns, i: number): number {
  const { role, content } = turns;
  if (role[i] === TOOL || role[i] === FUNCTION) return 1;
  // Only a list can hold results; a text costs nothing.
  if (content[i] < 0 || view.isString(content[i])) return 0;
  let count = 0;
  for (let e = view.first(content[i]); e >= 0; e = view.sibling(e, content[i])) if (isResult(view, e)) count++;
  return count;
}

function isResult(view: RecordView, part: number): boolean {
  if (view.child(part, 'toolResult') >= 0 || view.child(part, 'functionResponse') >= 0) return true;
  const type = view.child(part, 'type');
  return view.isString(type) && view.codePoints(type) === 11 && view.text(type) === 'tool_result';
}

/** Results that follow message `i`, up to the next that has none. */
export function resultsBehind(view: RecordView, turns: TargetTurns, i: number): number {
  let count = 0;
  for (let at = i + 1; at < turns.length; at++) {
    const own = resultsIn(view, turns, at);
    if (own === 0) break;
    count += own;
  }
  return count;
}

/** The first message with calls of which fewer are answered before the conversation goes on; -1: there is none. The last message may call and end. */
export function firstUnanswered(view: RecordView, turns: TargetTurns): number {
  for (let i = 0; i < turns.length - 1; i++) {
    const calls = callsIn(view, turns, i).length;
    if (calls > 0 && resultsBehind(view, turns, i) < calls) return i;
  }
  return -1;
}

/** Ids that a message says it answers; empty: it answers nothing, or does not say what. */
export const idsAnswered = (view: RecordView, turns: TargetTurns, i: number): readonly string[] =>
  answeredIds(view, turns, i) ?? [];
