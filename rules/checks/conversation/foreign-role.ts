import { defineRecordRule } from '../../../src/rule.ts';

/** Names that ShareGPT, Gemini and Cohere data use where the role/content layout has user, assistant and tool. */
const FOREIGN: Readonly<Record<string, string>> = {
  human: 'user',
  prompter: 'user',
  gpt: 'assistant',
  chatgpt: 'assistant',
  bot: 'assistant',
  chatbot: 'assistant',
  model: 'assistant',
  ai: 'assistant',
  observation: 'tool',
  function_call: 'assistant',
  Chatbot: 'assistant',
  User: 'user',
  System: 'system',
};

/** Reports a role name of another dialect in a record of the role/content layout. */
export const foreignRole = defineRecordRule({
  meta: {
    id: 'foreign-role',
    group: 'conversation',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'roles',
    title: {
      one: '1 conversation has a role name that many templates drop without a word',
      other: '{count} conversations have role names that many templates drop without a word',
    },
    messages: {
      found:
        'role "{role}" in a messages record; expected "{expected}"; rename it, or use the conversations layout (from, value) throughout (templates say: Conversation roles must alternate user/assistant/user/assistant/...)',
    },
    evidence: {
      class: 'measured',
      source:
        'huggingface/trl issue 2083; 35 chat templates of TRL and Axolotl: 12 drop the turns, 10 stop, 13 print the name',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'conversation' || record.format !== 'chat') return;
    const { turns } = sample;
    for (let i = 0; i < turns.length; i++) {
      const entry = turns.roleEntry[i];
      const role = entry < 0 ? '' : record.text(entry);
      const expected = Object.hasOwn(FOREIGN, role) ? FOREIGN[role] : undefined;
      if (expected === undefined) continue;
      report('found', { entry, data: { role, expected } });
      return;
    }
  },
});
