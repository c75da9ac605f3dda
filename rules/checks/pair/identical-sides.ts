import { defineRecordRule } from '../../../src/rule.ts';

/** A pair whose answer repeats its input; in summarization `identical-summary` speaks instead. */
export const identicalSides = defineRecordRule({
  meta: {
    id: 'identical-sides',
    group: 'pair',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair'],
    silentIn: ['summarization'],
    depends: 'record',
    title: {
      one: '1 record teaches the model to repeat what it was given',
      other: '{count} records teach the model to repeat what it was given',
    },
    messages: {
      found: 'the answer is the same as the input; expected an answer; write it or drop the record',
      normalised:
        'the answer is the same as the input but for case, space or Unicode form; expected an answer; write it or drop the record',
    },
    evidence: {
      class: 'convention',
      source: 'copying is right in a few tasks only (correction of text that is already correct)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check({ sample }, report) {
    if (sample?.kind !== 'pair') return;
    const { input, output } = sample;
    if (input.blank || output.blank || input.normLo !== output.normLo || input.normHi !== output.normHi) return;
    const exact = input.hashLo === output.hashLo && input.hashHi === output.hashHi;
    report(exact ? 'found' : 'normalised', { entry: output.entry });
  },
});
