import { ANSWERING_ROLES, defineRecordRule, lastMessage, roleOf, saysText } from '../../../src/rule.ts';

/** Reports a prompt for reinforcement learning that ends with an answer. */
export const promptAnswered = defineRecordRule({
  meta: {
    id: 'prompt-answered',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['prompt'],
    depends: 'record',
    title: {
      one: '1 prompt holds its own answer: the policy goes on from there',
      other: '{count} prompts hold their own answer: the policy goes on from there',
    },
    messages: {
      found:
        'the last turn of the prompt is {role}; expected user; cut the answer, or move it to the reference (Azure: the final message must have the user role)',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL dataset_formats.md (prompt-only); Azure OpenAI reinforcement fine-tuning and validate_rft.py',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'prompt' || sample.promptEntry < 0 || record.isString(sample.promptEntry)) return;
    const last = lastMessage(record, sample.promptEntry);
    const entry = last < 0 ? -1 : roleOf(record, last);
    const role = entry < 0 ? undefined : ANSWERING_ROLES.find((name) => saysText(record, entry, name));
    if (role !== undefined) report('found', { entry, data: { role } });
  },
});
