import { defineRecordRule, markupTemplate, typedBos } from '../../../src/rule.ts';

/** Control tokens of the common chat templates. */
const TOKENS =
  /<\|(?:im_start|im_end|im_sep|endoftext|eot_id|eom_id|start_header_id|end_header_id|begin_of_text|end_of_text|endofprompt|user|assistant|system|end|channel|message|return|pad)\|>|<\/?s>\[\/?INST\]|\[\/?INST\]|<<SYS>>|<(?:start|end)_of_turn>|<bos>|<eos>/;
/** `<s>` is also the strike-through of HTML: a token only where a text begins, ends or changes turns. */
const SENTENCE = /^\s*<s>(?![^]{0,4000}<\/s>\s{0,8}[^\s<])|<\/s>\s*<s>|(?<!<s>[^<]*)<\/s>\s*$/;
/** A raw text may end with the token that says so. */
const END = /(?:<\|endoftext\|>|<\|end_of_text\|>|<\|im_end\|>|<\|eot_id\|>|<\/s>|<eos>)\s*$/;

/** A control token of a chat template that was typed into the content. */
export const specialTokenInContent = defineRecordRule({
  meta: {
    id: 'special-token-in-content',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    silentIn: ['code-generation'],
    depends: 'record',
    triggers: ['<|', '[INST]', '[/INST]', '<<SYS>>', '_of_turn>', '<bos>', '<eos>', '<s>', '</s>'],
    title: {
      one: '1 record holds control tokens: the trainer sees turns that are not there',
      other: '{count} records hold control tokens: the trainer sees turns that are not there',
    },
    messages: {
      found:
        'the text holds `{token}`; expected plain text, the chat template adds the tokens; remove it (a template applied twice also doubles the first token)',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/transformers chat templating; lm-sys/FastChat (tokenization mismatch masks the record)',
      read: '2026-11-22',
    },
    precision: { judged: 1, right: 1, on: 'LLaMA-Factory demo sets and others', read: '2026-11-23' },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    const { sample } = record;
    // Nothing is added to segments: the tokens belong into them.
    if (sample === undefined || sample.kind === 'segments') return;
    for (let i = 0; i < sample.texts; i++) {
      const entry = sample.text[i];
      if (!record.hits(entry)) continue;
      const written = record.text(entry);
      // Whole turns in tokens are the business of double-template, which speaks of them wherever this rule does, and of missing-eos.
      if (markupTemplate(written) !== undefined || typedBos(written) !== undefined) continue;
      const text = sample.kind === 'text' ? written.replace(END, '') : written;
      const found = (TOKENS.exec(text) ?? SENTENCE.exec(text))?.[0];
      if (found === undefined) continue;
      report('found', { entry, data: { token: found.trim() } });
      return;
    }
  },
});
