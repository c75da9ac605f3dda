import { defineRecordRule } from '../../../src/rule.ts';

/** A line that opens or closes a block; an opening line has no back-tick behind the fence (CommonMark 4.5). */
const FENCE = /^[ \t>*+-]{0,32}(?:\d{1,3}[.)][ \t]{0,8})?(`{3,})([^`\n]*)$/gm;

const BACK_TICK = 0x60;

/** An answer that opens a block of code and does not close it. */
export const unbalancedCodeFence = defineRecordRule({
  meta: {
    id: 'unbalanced-code-fence',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired'],
    depends: 'record',
    triggers: ['```'],
    title: {
      one: '1 record has an answer with a block of code that never ends',
      other: '{count} records have an answer with a block of code that never ends',
    },
    messages: {
      found:
        'the answer has {fences} lines with ``` and leaves a block of code open; expected a closing line; close it, or drop the record if the answer was cut there',
    },
    evidence: {
      class: 'convention',
      source: 'CommonMark 0.31.2, 4.5 fenced code blocks; an odd number of fences is mostly an answer that was cut',
      read: '2026-11-23',
    },
    precision: {
      judged: 5,
      right: 5,
      on: 'LLaMA-Factory demo sets (alpaca_en, dpo_en, kto_en, glaive_toolcall_en)',
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
      // Fences come in pairs: where they do, nothing is decoded. Where none is seen, it was written as codes.
      const seen = record.lineRuns(entry, BACK_TICK, 3);
      if (seen > 0 && seen % 2 === 0) continue;
      const fences = [...record.text(entry).matchAll(FENCE)];
      // Blocks in blocks make an even number that a strict reader leaves open: only both together are a fault.
      if (fences.length % 2 === 0 || !leavesOpen(fences)) continue;
      report('found', { entry, data: { fences: fences.length } });
      return;
    }
  },
});

function leavesOpen(fences: readonly RegExpExecArray[]): boolean {
  let open = 0;
  for (const [, ticks, info] of fences) {
    if (open === 0) open = ticks.length;
    else if (ticks.length >= open && info.trim() === '') open = 0;
  }
  return open > 0;
}
