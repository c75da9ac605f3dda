import { defineRecordRule, markupTemplate, wordTemplate } from '../../../src/rule.ts';

/** Bytes at the end of a text that may hold the token. */
const TAIL = 64;
const END =
  /(?:<\|(?:endoftext|end_of_text|im_end|eot_id|eom_id|end|return|endofprompt)\|>|<\/s>|<eos>|<end_of_turn>|<｜end▁of▁sentence｜>|\[\/?EOS\])\s*$/;
/** A raw text with turns of a conversation that does not end in the token that ends an answer. */
export const missingEos = defineRecordRule({
  meta: {
    id: 'missing-eos',
    group: 'text',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['text'],
    depends: 'record',
    triggers: ['<|', '<｜', '[INST]', '_of_turn>', '# Response:', '# Assistant:', '\nAssistant:', '\nASSISTANT:'],
    title: {
      one: '1 record never shows the model where an answer ends',
      other: '{count} records never show the model where an answer ends',
    },
    messages: {
      found:
        'the text holds turns of a conversation and does not end in a token such as <|im_end|> or </s>; expected one behind the last answer; add it, unless your trainer does (a model that never stops comes from such texts)',
    },
    evidence: {
      class: 'convention',
      source: 'unslothai/unsloth issues 416 and 419, huggingface/trl issue 734, tatsu-lab/stanford_alpaca issue 126',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'text' || !record.hits(sample.textEntry)) return;
    if (END.test(record.tail(sample.textEntry, TAIL))) return;
    const text = record.text(sample.textEntry);
    if ((markupTemplate(text) ?? wordTemplate(text)) !== undefined) report('found', { entry: sample.textEntry });
  },
});
