import { defineRecordRule, type Entry, ValueType } from '../../../src/rule.ts';

/** A pair or preference one side of which is there, but blank. */
export const blankSide = defineRecordRule({
  meta: {
    id: 'blank-side',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['pair', 'preference', 'unpaired'],
    depends: 'record',
    title: {
      one: '1 record has a blank side: the model learns to answer with nothing, or to nothing',
      other: '{count} records have a blank side: the model learns to answer with nothing, or to nothing',
    },
    messages: {
      found: 'the {side} is blank; expected a text; write it or drop the record',
    },
    evidence: {
      class: 'vendor',
      source: 'openai/openai-python src/openai/lib/_validators.py (rows with an empty completion or prompt)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    const { sample } = record;
    const look = (blank: boolean, entry: Entry, side: string) => {
      // What is absent or null is missing-side's.
      if (!blank || entry < 0 || record.type(entry) === ValueType.null) return;
      report('found', { entry, data: { side } });
    };
    if (sample?.kind === 'pair') {
      // A system prompt does not stand in for the input; the context of an instruction does.
      const asked = record.filled(sample.inputEntry) || record.filled(sample.contextEntry);
      look(sample.input.blank || !asked, sample.inputEntry, 'input');
      look(sample.output.blank, sample.outputEntry, 'answer');
    } else if (sample?.kind === 'preference') {
      look(!record.filled(sample.promptEntry), sample.promptEntry, 'prompt');
      look(sample.chosen.blank, sample.chosenEntry, 'chosen answer');
      look(sample.rejected.blank, sample.rejectedEntry, 'rejected answer');
    } else if (sample?.kind === 'unpaired') {
      look(!record.filled(sample.promptEntry), sample.promptEntry, 'prompt');
      look(sample.completion.blank, sample.completionEntry, 'completion');
    }
  },
});
