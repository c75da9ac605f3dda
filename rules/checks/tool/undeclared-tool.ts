import { callsOf, declaredTools, defineRecordRule } from '../../../src/rule.ts';

/** UTF-16 units of a name that a message quotes, and declared names that it lists. */
const LONGEST = 64;
const LISTED = 5;

/** Reports a call of a tool that the record's own list does not declare. */
export const undeclaredTool = defineRecordRule({
  meta: {
    id: 'undeclared-tool',
    group: 'tool',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'tools',
    title: {
      one: '1 record teaches the model to call a tool that it was not given',
      other: '{count} records teach the model to call tools that it was not given',
    },
    messages: {
      found:
        'a call of "{name}", which the tools of the record do not declare (they are {declared}); expected one of them; declare the tool or mend the name',
    },
    evidence: {
      class: 'convention',
      source: 'no validator of a trainer or provider compares the two; a call of an unknown name fails when it is run',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation' || record.sample.tools < 0) return;
    const { calls, length } = record.sample.turns;
    // A record's list is one text, however many calls it has; without a call nobody asks for it.
    let i = 0;
    while (i < length && calls[i] < 0) i++;
    if (i === length) return;
    const declared = declaredTools(record);
    // A list that was not understood as a whole may declare it.
    if (declared === undefined || !declared.complete) return;
    for (; i < length; i++) {
      if (calls[i] < 0) continue;
      for (const { name, entry } of callsOf(record, calls[i])) {
        if (name === undefined || declared.tools.has(name)) continue;
        const known = [...declared.tools.keys()].slice(0, LISTED).map((tool) => tool.slice(0, LONGEST));
        const more = declared.tools.size > LISTED ? ' …' : '';
        report('found', { entry, data: { name: name.slice(0, LONGEST), declared: known.join(', ') + more } });
        return;
      }
    }
  },
});
