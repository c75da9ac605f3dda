import { defineRecordRule } from '../../../src/rule.ts';

/** Reports a summary that is at least as long as its source. */
export const summaryLonger = defineRecordRule({
  meta: {
    id: 'summary-longer',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair'],
    depends: 'record',
    title: {
      one: '1 summary is as long as its source: it teaches the model to write more, not less',
      other: '{count} summaries are as long as their sources: they teach the model to write more, not less',
    },
    messages: {
      found:
        'the summary has {summary} code points and its source {source}; expected fewer; shorten it, or look whether the two columns are swapped',
    },
    evidence: {
      class: 'convention',
      source: 'a summary is by definition shorter than its source',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check({ sample, format }, report, { task }) {
    if (sample?.kind !== 'pair') return;
    // An inferred task is known at the end only; columns named document and summary say it before.
    if (task === undefined ? format !== 'summary-pair' : task !== 'summarization') return;
    const { input, output } = sample;
    if (input.blank || output.blank || output.codePoints < input.codePoints) return;
    // A copy of the source is another rule's matter.
    if (input.normLo === output.normLo && input.normHi === output.normHi) return;
    report('found', { entry: output.entry, data: { summary: output.codePoints, source: input.codePoints } });
  },
});
