import { defineRecordRule } from '../../../src/rule.ts';

/** Code in fences or back-ticks may show a tag without its other half. */
const CODE = /```[^]*?(?:```|$)|`[^`\n]{1,200}`/g;
const TAG = /<(\/?)think>/g;

/** A block of reasoning that is opened and not closed, or closed twice. */
export const thinkUnbalanced = defineRecordRule({
  meta: {
    id: 'think-unbalanced',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired'],
    depends: 'record',
    triggers: ['<think>', '</think>'],
    title: {
      one: '1 record has a reasoning block without its end: the answer is lost in it',
      other: '{count} records have a reasoning block without its end: the answer is lost in it',
    },
    messages: {
      open: 'the answer has <think> without </think>; expected the answer behind a closed block; close it, or drop the record if it was cut there',
      twice:
        'the answer has {opened} <think> and {closed} </think>; expected one pair at its beginning; keep one block',
    },
    evidence: {
      class: 'convention',
      source:
        'chat templates of Qwen3 and DeepSeek-R1 cut an answer at </think>: what has none is taken for reasoning, or for the answer',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample === undefined) return;
    const { count: n, entry: answers } = record.answers;
    for (let i = 0; i < n; i++) {
      const entry = answers[i];
      if (!record.hits(entry)) continue;
      const tags = [...record.text(entry).replace(CODE, '').matchAll(TAG)].map(([, slash]) => slash === '');
      const opened = tags.filter(Boolean).length;
      const closed = tags.length - opened;
      // Templates that open the block in the prompt leave an answer with its end alone.
      if (opened === closed ? opensFirst(tags) : opened === 0 && closed === 1) continue;
      report(closed === 0 ? 'open' : 'twice', { entry, data: { opened, closed } });
      return;
    }
  },
});

function opensFirst(tags: readonly boolean[]): boolean {
  let depth = 0;
  return tags.every((opens) => (depth += opens ? 1 : -1) >= 0);
}
