import { defineRecordRule, type Entry, type Sample } from '../../../src/rule.ts';

/** A text, a prompt, a list of words, ids or segments with nothing to read. */
export const blankText = defineRecordRule({
  meta: {
    id: 'blank-text',
    group: 'length',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['labelled-text', 'text', 'prompt', 'tagged', 'token-ids', 'segments'],
    depends: 'record',
    needs: 'blank',
    title: {
      one: '1 record has no text: the model learns nothing, or to answer nothing',
      other: '{count} records have no text: the model learns nothing, or to answer nothing',
    },
    messages: {
      found: 'the text is blank; expected a text; write it or drop the record',
    },
    evidence: {
      class: 'vendor',
      source: 'tokenizers: TextInputSequence must be str (a blank CSV cell arrives as a float)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check({ sample }, report) {
    if (sample === undefined || !sample.input.blank) return;
    const entry = textOf(sample);
    if (entry !== undefined) report('found', entry < 0 ? {} : { entry });
  },
});

/** What the model is given, where it is one text or one list; undefined: other rules speak. */
function textOf(sample: Sample): Entry | undefined {
  switch (sample.kind) {
    case 'labelled-text':
    case 'text':
      return sample.textEntry;
    case 'prompt':
      return sample.promptEntry;
    case 'tagged':
      return sample.wordsEntry;
    case 'token-ids':
      return sample.idsEntry;
    case 'segments':
      return sample.segmentsEntry;
    default:
      return undefined;
  }
}
