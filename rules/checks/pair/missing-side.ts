import { defineRecordRule, type Entry, type Report, ValueType } from '../../../src/rule.ts';

/** A pair or preference that lacks one of its sides, or has null there. */
export const missingSide = defineRecordRule({
  meta: {
    id: 'missing-side',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['pair', 'preference', 'unpaired', 'tuple', 'stepwise'],
    depends: 'shape',
    title: {
      one: '1 record lacks a side: there is nothing to answer, or no answer',
      other: '{count} records lack a side: there is nothing to answer, or no answer',
    },
    messages: {
      absent: 'the {side} is absent; expected a text; add it or drop the record',
      null: 'the {side} is null; expected a text; write it or drop the record',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL data_utils.py (KeyError on an absent column); litgpt and tokenizers refuse None as text',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    const { sample } = record;
    const look = (entry: Entry, side: string) => lack(entry >= 0 ? record.type(entry) : -1, entry, side, report);
    if (sample?.kind === 'pair') {
      look(sample.inputEntry, 'input');
      look(sample.outputEntry, 'answer');
    } else if (sample?.kind === 'preference') {
      // The prompt may stand in front of both answers instead: it is no side.
      look(sample.chosenEntry, 'chosen answer');
      look(sample.rejectedEntry, 'rejected answer');
    } else if (sample?.kind === 'unpaired') {
      look(sample.promptEntry, 'prompt');
      look(sample.completionEntry, 'completion');
    } else if (sample?.kind === 'tuple') {
      look(sample.anchorEntry, 'anchor');
      look(sample.positiveEntry, 'positive');
      if (sample.scoreEntry >= 0) look(sample.scoreEntry, 'score');
    } else if (sample?.kind === 'stepwise') {
      look(sample.promptEntry, 'prompt');
      look(sample.stepsEntry, 'list of steps');
      look(sample.labelsEntry, 'list of verdicts');
    }
  },
});

function lack(type: number, entry: Entry, side: string, report: Report): void {
  if (type === -1) report('absent', { data: { side } });
  else if (type === ValueType.null) report('null', { entry, data: { side } });
}
