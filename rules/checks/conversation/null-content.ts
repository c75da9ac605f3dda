import { ValueType, defineRecordRule } from '../../../src/rule.ts';

/** Reports a turn whose content is null (or absent) although no tool call stands in for it. */
export const nullContent = defineRecordRule({
  meta: {
    id: 'null-content',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'blank',
    title: {
      one: '1 record has null where text is needed: templates print "None" or stop',
      other: '{count} records have null where text is needed: templates print "None" or stop',
    },
    messages: {
      found:
        'the content is null and there is no tool call; expected text; write it or remove the record (templates say: can only concatenate str (not "NoneType") to str)',
      absent: 'there is no content and no tool call; expected text; write it or remove the record',
    },
    evidence: {
      class: 'measured',
      source: '35 chat templates of TRL and Axolotl; transformers pull request 45422',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { turns } = record.sample;
    for (let i = 0; i < turns.length; i++) {
      if (turns.empty[i] === 0) continue;
      const content = turns.content[i];
      if (content >= 0 && record.type(content) !== ValueType.null) continue;
      report(content < 0 ? 'absent' : 'found', { entry: content < 0 ? turns.entry[i] : content });
      return;
    }
  },
});
