import {
  answeredIds,
  callsOf,
  defineRecordRule,
  isToolResult,
  type RecordView,
  type ToolCall,
  type Turns,
} from '../../../src/rule.ts';

/** Reports a tool call in the middle of a conversation that no result follows. */
export const unansweredToolCall = defineRecordRule({
  meta: {
    id: 'unanswered-tool-call',
    group: 'tool',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'tools',
    title: {
      one: '1 record goes on without the result of a tool call: it teaches the model to make one up',
      other: '{count} records go on without the result of a tool call: they teach the model to make results up',
    },
    messages: {
      none: "a turn follows a tool call before any result; expected the result of the call first; add it, or end the record with the call (OpenAI says: An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id')",
      missing:
        "no result has the id of the call, and the conversation goes on; expected a result for each call; add it, or copy the id of the call (OpenAI says: An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id')",
    },
    evidence: {
      class: 'vendor',
      source: 'OpenAI function calling guide; mistral-common validator.py; Mistral fine-tuning guide',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { turns } = record.sample;
    const { calls, length, entry } = turns;
    let first = 0;
    while (first < length) {
      if (calls[first] < 0) {
        first++;
        continue;
      }
      // Several calls in a row, one a turn, are answered together.
      let asked = first + 1;
      while (asked < length && calls[asked] >= 0) asked++;
      let end = asked;
      while (end < length && isToolResult(record, turns, end)) end++;
      // A record may end with a call, or with some of its results: there the call is what is learnt.
      if (end === length) return;
      if (end === asked) {
        report('none', { entry: entry[asked - 1] });
        return;
      }
      const open = openCall(record, turns, first, asked, end);
      if (open !== undefined) {
        report('missing', { entry: open.entry });
        return;
      }
      first = end;
    }
  },
});

/** The first call in turns `[from, results)` whose id no result in turns `[results, to)` has. */
function openCall(record: RecordView, turns: Turns, from: number, results: number, to: number): ToolCall | undefined {
  const called: ToolCall[] = [];
  for (let i = from; i < results; i++) called.push(...callsOf(record, turns.calls[i]));
  const answered = new Set<string>();
  for (let i = results; i < to; i++) {
    const ids = answeredIds(record, turns, i);
    // A result that does not say what it answers may answer any call.
    if (ids === undefined) return undefined;
    for (const id of ids) answered.add(id);
  }
  // A result of an unknown call is the result of this one with a wrong id, and reported as such.
  if (answered.size >= called.length) return undefined;
  return called.find(({ id }) => id !== undefined && !answered.has(id));
}
