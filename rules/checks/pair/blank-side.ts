import { defineRecordRule, type Entry, type RecordView, ValueType } from '../../../src/rule.ts';

/** A pair or preference one side of which is there, but blank. */
export const blankSide = defineRecordRule({
  meta: {
    id: 'blank-side',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['pair', 'preference', 'unpaired', 'tuple', 'stepwise'],
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
    } else if (sample?.kind === 'tuple') {
      look(!says(record, sample.anchorEntry), sample.anchorEntry, 'anchor');
      look(!says(record, sample.positiveEntry), sample.positiveEntry, 'positive');
      look(sample.output.blank && says(record, sample.positiveEntry), sample.scoreEntry, 'score');
      // No negative at all is legal: those of the batch stand in for it.
      for (let i = 0; i < sample.texts; i++) {
        const text = sample.text[i];
        // Inside of lists some may be blank; what stands under a key of its own is a side.
        const isSide = text !== sample.anchorEntry && text !== sample.positiveEntry && record.key(text) !== undefined;
        look(isSide && !record.filled(text), text, 'negative');
      }
    } else if (sample?.kind === 'stepwise') {
      look(sample.input.blank, sample.promptEntry, 'prompt');
      look(!says(record, sample.stepsEntry), sample.stepsEntry, 'list of steps');
    }
  },
});

/** Whether a text, or some text of a list, holds more than white space. */
function says(record: RecordView, entry: Entry): boolean {
  if (entry < 0 || record.type(entry) !== ValueType.array) return record.filled(entry);
  for (let e = record.first(entry); e >= 0; e = record.sibling(e, entry)) if (record.filled(e)) return true;
  return false;
}
