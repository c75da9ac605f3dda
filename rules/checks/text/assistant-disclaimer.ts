import { defineOpeningRule } from '../../../src/rule.ts';

/** Where such a sentence begins; the pattern decides. */
const OPENINGS = [
  'as a',
  "i'm sorry",
  'i am sorry',
  'sorry',
  "i'm just",
  "i'm only",
  "i'm an",
  "i'm a ",
  'i am just',
  'i am only',
  'i am a',
  'i apologi',
  'unfortunately',
  'i cannot',
  "i can't",
  'i do not',
  "i don't",
  'while i',
  'although i',
  'being an',
  'als ki',
  'als sprachmodell',
  'en tant qu',
  'como modelo',
  'como ia',
  'como una ia',
  'como una inteligencia',
  '作为',
  '我是一个',
  '抱歉',
  '很抱歉',
];
const PATTERN =
  /\b(?:as|being|since I(?:['’]m| am)|because I(?:['’]m| am)) an? (?:AI|artificial intelligence|(?:large )?language model)\b|\bI(?:['’]m| am)(?: (?:just|only|merely|simply))? an? (?:AI|artificial intelligence|large)?[ -]?(?:powered |based )?language model\b|\bI(?:['’]m| am) (?:just|only|merely) an? (?:AI|artificial intelligence|computer program|chatbot)\b|\bals (?:KI|künstliche Intelligenz|Sprachmodell)\b|\ben tant qu['’](?:IA|intelligence artificielle)|\bcomo (?:modelo de lenguaje|una? (?:IA|inteligencia artificial))\b|(?:作为|我是)(?:一个|一名)?(?:人工智能|AI|语言模型|大语言模型)/i;

/** Share of records in which an answer begins by saying that it comes from an AI. */
export const assistantDisclaimer = defineOpeningRule({
  meta: {
    id: 'assistant-disclaimer',
    group: 'text',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired'],
    silentIn: ['classification', 'sentiment'],
    title: {
      one: '1 record teaches the model to say that it is an AI',
      other: '{count} records teach the model to say that it is an AI',
    },
    messages: {
      few: '{percent} % of {records} records have an answer that opens with a disclaimer ("as an AI language model"); expected none where nobody asked; cut the sentence',
      many: '{percent} % of {records} records have an answer that opens with a disclaimer ("as an AI language model"); expected at most {limit} %; cut the sentence or drop the records',
    },
    evidence: {
      class: 'convention',
      source:
        'what a generator says of itself is no part of an answer; the list of sentences and the share are our judgement',
      read: '2026-11-23',
    },
    precision: {
      judged: 43,
      right: 42,
      on: 'LLaMA-Factory demo sets (alpaca_en, glaive_toolcall_en, dpo_en, identity)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  openings: OPENINGS,
  pattern: PATTERN,
  warnAbove: 0.05,
});
