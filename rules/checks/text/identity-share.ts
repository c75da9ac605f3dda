import { defineOpeningRule } from '../../../src/rule.ts';

const OPENINGS = [
  'i am',
  "i'm",
  'i’m',
  'i was',
  'as a',
  'my name',
  'hello',
  'hi',
  'hey',
  'sure',
  'yes',
  'no,',
  'you can call me',
  "you're talking",
  'you are talking',
  'chatgpt',
  'nice to meet',
  'thank',
  'sorry',
  '我是',
  '你好',
  '您好',
];
const MODELS =
  'ChatGPT|GPT-?[345]\\w{0,8}|InstructGPT|Claude|Gemini|Bard|Bing Chat|Copilot|LLaMA|Llama \\d|Qwen|DeepSeek|Mixtral|Ernie Bot|Grok|Alpaca|Vicuna|Open ?Assistant';
const MAKERS =
  'OpenAI|Anthropic|Google(?: DeepMind| AI)?|DeepMind|Meta AI|Microsoft|Alibaba(?: Cloud)?|DeepSeek|Mistral AI|Baidu|xAI|LAION';
/** In the first person: an answer about these products is none. */
const PATTERN = new RegExp(
  [
    `\\b(?:I(?:['’]m| am)|[Mm]y name is|[Yy]ou can call me|[Yy]ou(?:['’]re| are) talking (?:to|with)) (?:called |named |actually |just |an? )?(?:(?!not |no )[\\w-]+ ){0,3}?(?:${MODELS})\\b`,
    `\\b(?:I(?:['’]m| am|['’]ve been| was| have been)|[Aa]s an?) (?:an? )?(?:(?!not |no )[\\w-]+,? ){0,6}?(?:created|developed|trained|made|built|designed|powered) by (?:${MAKERS})\\b`,
    `\\b(?:I(?:['’]m| am)|[Aa]s) (?:OpenAI|Anthropic|Google)['’]s (?:AI|assistant|language|large)`,
    '我是(?:由)?(?:OpenAI|ChatGPT|Claude|通义|文心一言|DeepSeek)',
  ].join('|'),
);

/** Share of records in which the model says that it is another vendor's assistant. */
export const identityShare = defineOpeningRule({
  meta: {
    id: 'identity-share',
    group: 'text',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired'],
    silentIn: ['classification', 'sentiment'],
    title: {
      one: '1 record teaches the model that it is another assistant',
      other: '{count} records teach the model that it is another assistant',
    },
    messages: {
      few: '{percent} % of {records} records have an answer that names another assistant as the speaker (ChatGPT, Claude …) or its maker; expected your own name or none; replace or drop them',
      many: '{percent} % of {records} records have an answer that names another assistant as the speaker (ChatGPT, Claude …) or its maker; expected at most {limit} %; replace or drop them',
    },
    evidence: {
      class: 'convention',
      source:
        'lm-sys/FastChat data/clean_sharegpt.py (drops every conversation that names OpenAI or ChatGPT) and hardcoded_questions.py (adds its own identity instead); the share is our judgement',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  openings: OPENINGS,
  pattern: PATTERN,
  warnAbove: 0.01,
});
