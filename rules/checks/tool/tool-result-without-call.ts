import { type Entry, type RecordView, Role, ValueType, defineRecordRule } from '../../../src/rule.ts';

/** UTF-16 units of an id that a message quotes: hostile ids are long. */
const LONGEST = 80;

/** Adds the ids of the calls of one turn; ShareGPT and legacy calls have none. */
function collect(record: RecordView, calls: Entry, ids: Set<string>): void {
  if (record.type(calls) !== ValueType.array) return;
  for (let call = record.first(calls); call >= 0; call = record.sibling(call, calls)) {
    const id = record.child(call, 'id');
    if (record.isString(id)) ids.add(record.text(id));
  }
}

/** Reports a tool turn before any call, and one whose `tool_call_id` belongs to no earlier call of the record. */
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
        'tool_call_id "{id}" matches no call before it; expected the id of a call in this record; copy the id from the call',
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
    const { role, calls, entry, length } = record.sample.turns;
    const isResult = (i: number): boolean => role[i] === Role.tool;
    let first = 0;
    while (first < length && !isResult(first)) first++;
    // Most conversations hold no result: nothing is decoded for them.
    if (first === length) return;
    const ids = new Set<string>();
    let called = false;
    for (let i = 0; i < length; i++) {
      if (calls[i] >= 0) {
        called = true;
        collect(record, calls[i], ids);
      }
      if (!isResult(i)) continue;
      const id = record.child(entry[i], 'tool_call_id');
      // Some dialects write the call into the text of the assistant, and give it no id.
      called ||= i > 0 && role[i - 1] === Role.assistant && id < 0;
      if (!called) {
        report('orphan', { entry: entry[i] });
        return;
      }
      // Calls without ids are legal in some dialects: then there is nothing to compare with.
      if (ids.size === 0 || !record.isString(id) || ids.has(record.text(id))) continue;
      report('mismatch', { entry: id, data: { id: record.text(id).slice(0, LONGEST) } });
      return;
    }
  },
});
