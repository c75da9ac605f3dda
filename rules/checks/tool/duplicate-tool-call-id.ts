import { callsOf, defineRecordRule } from '../../../src/rule.ts';

/** Reports a record in which two tool calls have the same id. */
export const duplicateToolCallId = defineRecordRule({
  meta: {
    id: 'duplicate-tool-call-id',
    group: 'tool',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'tools',
    title: {
      one: '1 record gives two tool calls the same id: their results cannot be told apart',
      other: '{count} records give two tool calls the same id: their results cannot be told apart',
    },
    messages: {
      turn: 'two calls of one turn have the same id; expected an id of its own for each call; number them, and their results',
      record:
        'this call has the id of an earlier one; expected an id of its own for each call of a record; number them, and their results',
    },
    evidence: {
      class: 'convention',
      source: 'the id of a call is what its result refers to (OpenAI function calling guide, tool_call_id)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { calls, length } = record.sample.turns;
    const turnOf = new Map<string, number>();
    for (let i = 0; i < length; i++) {
      for (const { id, entry } of callsOf(record, calls[i])) {
        if (id === undefined || id === '') continue;
        const before = turnOf.get(id);
        if (before === undefined) turnOf.set(id, i);
        else {
          report(before === i ? 'turn' : 'record', { entry });
          return;
        }
      }
    }
  },
});
