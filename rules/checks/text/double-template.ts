import {
  defineRecordRule,
  type Entry,
  markupTemplate,
  type Sample,
  typedBos,
  wordTemplate,
} from '../../../src/rule.ts';

/** A text that a chat template was applied to already, or that begins with the token that the tokenizer adds. */
export const doubleTemplate = defineRecordRule({
  meta: {
    id: 'double-template',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    silentIn: ['code-generation'],
    depends: 'record',
    triggers: [
      '<|',
      '<｜',
      '[INST]',
      '_of_turn>',
      '# Response:',
      '# Assistant:',
      '\nAssistant:',
      '\nASSISTANT:',
      '<s>',
      '<bos>',
    ],
    title: {
      one: '1 record was rendered with a chat template already: the trainer renders it again',
      other: '{count} records were rendered with a chat template already: the trainer renders them again',
    },
    messages: {
      template:
        'the text holds whole turns in the template of {template}; expected plain text, the trainer adds its own template; take the turns from before that step (as messages), or train it as raw text',
      bos: 'the text begins with `{token}`; expected no such token, the tokenizer adds it and the model sees two; remove it',
    },
    evidence: {
      class: 'vendor',
      source: 'unslothai/unsloth issue 2648 and huggingface/trl issue 3468 (two BOS tokens, two templates)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    // Nothing is added to segments: the tokens belong into them.
    if (sample === undefined || sample.kind === 'segments') return;
    for (let i = 0; i < sample.texts; i++) {
      const entry = sample.text[i];
      if (!record.hits(entry)) continue;
      const text = record.text(entry);
      const token = typedBos(text);
      if (token !== undefined) {
        report('bos', { entry, data: { token } });
        return;
      }
      // Rendered turns belong into a raw text: nobody renders them again.
      if (sample.kind === 'text') continue;
      const template = markupTemplate(text) ?? (isMessage(sample, entry) ? wordTemplate(text) : undefined);
      if (template === undefined) continue;
      report('template', { entry, data: { template } });
      return;
    }
  },
});

/** Whether a text is a part of messages: a side that is one string may be meant to have words such as `### Response:` in it. */
function isMessage(sample: Sample, entry: Entry): boolean {
  switch (sample.kind) {
    case 'conversation':
      return true;
    case 'pair':
      return entry !== sample.inputEntry && entry !== sample.outputEntry && entry !== sample.contextEntry;
    case 'preference':
      return entry !== sample.promptEntry && entry !== sample.chosenEntry && entry !== sample.rejectedEntry;
    case 'unpaired':
      return entry !== sample.promptEntry && entry !== sample.completionEntry;
    case 'prompt':
      return entry !== sample.promptEntry && entry !== sample.referenceEntry;
    default:
      return false;
  }
}
