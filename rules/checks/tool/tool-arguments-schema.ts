import { argumentsOf, callsOf, declaredTools, defineRecordRule, recordBudget } from '../../../src/rule.ts';

/** UTF-16 units of a name that a message quotes. */
const LONGEST = 64;

/** Reports a tool call whose arguments break the JSON Schema that the record declares for the tool. */
export const toolArgumentsSchema = defineRecordRule({
  meta: {
    id: 'tool-arguments-schema',
    group: 'tool',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'tools',
    title: {
      one: '1 record teaches the model to call a tool with arguments that its schema refuses',
      other: '{count} records teach the model to call tools with arguments that their schemas refuse',
    },
    messages: {
      found:
        'the arguments of "{name}" do not match their declared schema: {at} {why}; expected what the schema says; mend the call or the declaration',
    },
    evidence: {
      class: 'convention',
      source:
        'JSON Schema 2020-12, as the tools are declared; validators of trainers and providers compare the shape of a call only (mistral-common validator.py)',
      read: '2026-11-23',
    },
    precision: { judged: 1, right: 1, on: 'LLaMA-Factory glaive_toolcall_en demo (300 records)', read: '2026-11-23' },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation' || record.sample.tools < 0) return;
    const { calls, length } = record.sample.turns;
    const budget = recordBudget();
    // A record's list is one text, however many calls it has; without a call nobody asks for it.
    let i = 0;
    while (i < length && calls[i] < 0) i++;
    if (i === length) return;
    const declared = declaredTools(record);
    if (declared === undefined) return;
    for (; i < length; i++) {
      if (calls[i] < 0) continue;
      for (const call of callsOf(record, calls[i])) {
        const tool = call.name === undefined ? undefined : declared.tools.get(call.name);
        if (tool === undefined) continue;
        const args = argumentsOf(record, call);
        // No arguments, or none that can be read, is another rule's matter.
        if (typeof args !== 'object' || args === null || Array.isArray(args)) continue;
        const fault = tool.check(args, budget);
        if (fault === undefined) continue;
        const { at, why } = fault;
        const data = { name: (call.name ?? '').slice(0, LONGEST), at: at === '' ? 'the object' : at, why };
        report('found', { entry: call.args < 0 ? call.entry : call.args, data });
        return;
      }
    }
  },
});
