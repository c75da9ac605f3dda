import { defineRecordRule } from '../../../src/rule.ts';

/** A labelled text, a text or a prompt with nothing to read. */
export const blankText = defineRecordRule({
  meta: {
    id: 'blank-text',
    group: 'length',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['labelled-text', 'text', 'prompt'],
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
    if (sample?.kind !== 'labelled-text' && sample?.kind !== 'text' && sample?.kind !== 'prompt') return;
    if (!sample.input.blank) return;
    const entry = sample.kind === 'prompt' ? sample.promptEntry : sample.textEntry;
    report('found', entry < 0 ? {} : { entry });
  },
});
