import { Role, ValueType, defineRecordRule } from '../../../src/rule.ts';

/** Reports an assistant turn whose text is empty or white space and that calls no tool. */
export const emptyAssistant = defineRecordRule({
  meta: {
    id: 'empty-assistant',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'blank',
    title: {
      one: '1 record teaches the model to answer with nothing',
      other: '{count} records teach the model to answer with nothing',
    },
    messages: {
      found:
        'the answer is blank; expected text or a tool call; write the answer or remove the record (mistral-finetune refuses it; others train an end of text at once)',
    },
    evidence: {
      class: 'measured',
      source: 'mistral-common validator.py; Axolotl faq.qmd; 35 chat templates of TRL and Axolotl',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { turns } = record.sample;
    for (let i = 0; i < turns.length; i++) {
      if (turns.role[i] !== Role.assistant || turns.empty[i] === 0) continue;
      const content = turns.content[i];
      // null has a rule of its own: trainers treat it in another way.
      if (content < 0 || record.type(content) === ValueType.null) continue;
      report('found', { entry: content });
      return;
    }
  },
});
