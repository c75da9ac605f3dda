import { defineOpeningRule } from '../../../src/rule.ts';

/** How refusals begin; a comma or a word more is in the pattern. */
const OPENINGS = [
  "i'm sorry",
  "i'm afraid",
  "i'm unable",
  "i'm not able",
  "i'm really sorry",
  "i'm very sorry",
  "i'm so sorry",
  'i’m ',
  'i am sorry',
  'i am afraid',
  'i am unable',
  'i am not able',
  'i am really sorry',
  'i am very sorry',
  'i cannot',
  "i can't",
  'i can’t',
  'i can not',
  "i won't",
  'i must decline',
  'i apologi',
  'my apologies',
  'apologies',
  'sorry',
  'unfortunately',
  'as an ai',
  'as a language',
  'as a large',
  'es tut mir leid',
  'ich kann',
  'lo siento',
  'désolé',
  'je suis désolé',
  '抱歉',
  '很抱歉',
  '对不起',
  '申し訳',
];
/** Of the speaker, so that "sorry, the shop cannot deliver" is none. */
const UNABLE =
  "\\bi(?:['’]m| am)? ?(?:(?:can ?not|can['’]t|won['’]t|will not|must decline|un(?:able|willing) to|not (?:able|allowed|programmed|designed|comfortable|capable))\\b|(?:do not|don['’]t) have (?:access|the (?:ability|capability|capabilities|capacity|means|authority)|direct access|real-time))";
/** After a bare "I cannot": what an assistant does, so that a person who cannot swim refuses nothing. */
const DOING =
  '(?:answer|assist|book|browse|comply|complete|continue|create|discuss|do (?:that|this)|engage|express|fulfil|generate|give|help|offer|open|order|perform|place|produce|promote|provide|recommend|respond|say|search|send|share|support|tell|write)';
const PATTERN = new RegExp(
  [
    `^\\s*(?:i(?:['’]m| am) (?:(?:very|so|really|truly) )?(?:sorry|afraid)|sorry|(?:my )?apologies|i apologi[sz]e|unfortunately|as an? (?:ai|artificial|language|large))\\b(?:(?!\\bi can (?!not))[^.!?\\n]){0,120}?(?:[.!]\\s[^.!?\\n]{0,40}?)?${UNABLE}(?! (?:attend|come|join|make it)\\b)`,
    `^\\s*i(?:['’]m| am)? ?(?:sorry, (?:but )?i )?(?:can ?not|can['’]t|won['’]t|must decline|un(?:able|willing) to|not (?:able|comfortable))(?: to)?(?: \\w+){0,2} ${DOING}\\b`,
    "^\\s*(?:i(?:['’]m| am) sorry|sorry|unfortunately)\\b[^.!?\\n]{0,30}\\bi(?:['’]m| am) an? (?:ai|artificial|language)[^.!?\\n]{0,40}\\b(?:and|so) (?:i )?(?:do not|don['’]t|can ?not|can['’]t)\\b",
    '^\\s*i must decline\\b',
    '^\\s*(?:es tut mir leid|ich kann)[^.!?\\n]{0,60}\\bnicht\\b[^.!?\\n]{0,60}(?:helfen|beantworten|unterstützen|bereitstellen)',
    '^\\s*lo siento[^.!?\\n]{0,40}\\bno puedo\\b',
    '^\\s*(?:je suis )?désolée?[^.!?\\n]{0,40}\\bje ne (?:peux|suis) pas\\b',
    '^\\s*(?:很?抱歉|对不起)[^。！？\\n]{0,20}(?:无法|不能)',
    '^\\s*申し訳[^。！？\\n]{0,30}(?:できません|お答え)',
  ].join('|'),
  'i',
);

/** Share of records in which an answer begins with a refusal. */
export const refusalShare = defineOpeningRule({
  meta: {
    id: 'refusal-share',
    group: 'text',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired'],
    silentIn: ['classification', 'sentiment'],
    title: {
      one: '1 record teaches the model to refuse',
      other: '{count} records teach the model to refuse',
    },
    messages: {
      few: '{percent} % of {records} records have an answer that begins with a refusal; expected as many as the model should refuse; read some of them',
      many: '{percent} % of {records} records have an answer that begins with a refusal; expected at most {limit} %, or as many as the model should refuse; drop refusals of what it should answer',
    },
    evidence: {
      class: 'vendor',
      source:
        'OpenAI, fine-tuning best practices (refusals in training beyond what is wanted give an overabundance of them); 5 % is its example of a wanted share',
      read: '2026-11-23',
    },
    precision: {
      judged: 64,
      right: 61,
      on: 'LLaMA-Factory demo sets (alpaca_en, glaive_toolcall_en, dpo_en, kto_en)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  openings: OPENINGS,
  pattern: PATTERN,
  warnAbove: 0.05,
});
