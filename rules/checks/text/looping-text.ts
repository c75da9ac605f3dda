import { defineRecordRule, endsInLoop } from '../../../src/rule.ts';

/** A text whose end is one phrase over and over. */
export const loopingText = defineRecordRule({
  meta: {
    id: 'looping-text',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired', 'text'],
    depends: 'record',
    title: {
      one: '1 record ends in a loop: the model learns not to stop',
      other: '{count} records end in a loop: the model learns not to stop',
    },
    messages: {
      found:
        'the text ends in one phrase of {period} characters, {rounds} times or more; expected text that goes on; cut the loop off or drop the record',
    },
    evidence: {
      class: 'published',
      source: 'Rae et al., arXiv:2112.11446 (repetition filters); 4 rounds over 240 characters is our judgement',
      read: '2026-11-22',
    },
    precision: {
      judged: 1,
      right: 1,
      on: 'the toy chat set of the OpenAI cookbook, LLaMA-Factory demo sets and others',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample === undefined) return;
    const { count, entry: entries } = record.answers;
    for (let i = 0; i < (sample.kind === 'text' ? 1 : count); i++) {
      const entry = sample.kind === 'text' ? sample.textEntry : entries[i];
      const loop = endsInLoop(record, entry);
      if (loop === undefined) continue;
      report('found', { entry, data: { period: loop.period, rounds: loop.rounds } });
      return;
    }
  },
});
