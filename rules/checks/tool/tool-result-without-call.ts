import { answeredIds, callsOf, defineRecordRule, isToolResult, Role } from '../../../src/rule.ts';

/** Reports the result of a tool before any call, and one whose id belongs to no earlier call of the record. */
export const toolResultWithoutCall = defineRecordRule({
  meta: {
    id: 'tool-result-without-call',
    group: 'tool',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'tools',
    title: {
      one: '1 record has a tool result that answers no call',
      other: '{count} records have a tool result that answers no call',
    },
    messages: {
      orphan:
        'a tool result with no call before it; expected an assistant turn with a tool call first; add the call or remove the result (gpt-oss template: Message has tool role, but there was no previous assistant message with a tool call!)',
      mismatch:
        'the id of a result matches no call before it; expected the id of a call in this record; copy the id from the call',
    },
    evidence: {
      class: 'measured',
      source: 'mistral-common validator.py; OpenAI function calling guide; 35 chat templates of TRL and Axolotl',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { turns } = record.sample;
    const { role, calls, entry, length } = turns;
    let first = 0;
    while (first < length && !isToolResult(record, turns, first)) first++;
    // Most conversations hold no result: nothing is decoded for them.
    if (first === length) return;
    const ids = new Set<string>();
    let called = false;
    for (let i = 0; i < length; i++) {
      if (calls[i] >= 0) {
        called = true;
        for (const { id } of callsOf(record, calls[i])) if (id !== undefined) ids.add(id);
      }
      if (i < first || !isToolResult(record, turns, i)) continue;
      const answered = answeredIds(record, turns, i);
      // Some dialects write the call into the text of the assistant, and give it no id.
      called ||= i > 0 && role[i - 1] === Role.assistant && answered === undefined;
      if (!called) {
        report('orphan', { entry: entry[i] });
        return;
      }
      // Calls without ids are legal in some dialects: then there is nothing to compare with.
      if (ids.size === 0 || answered === undefined || answered.every((id) => ids.has(id))) continue;
      const at = record.child(entry[i], 'tool_call_id');
      report('mismatch', { entry: at < 0 ? entry[i] : at });
      return;
    }
  },
});
