import { defineRecordRule, type RecordView, type Sample } from '../../../src/rule.ts';

/** What a page puts around answers when they are copied from it. */
const PAGE =
  /(?:^|\n)\s{0,8}\d{1,2} \/ \d{1,2}\s{0,8}(?:\n|$)|(?:^|\n)[a-z+#]{0,12}Copy code(?:\s|$|(?=[a-z#/]))|Copy\d{1,6} chars \/ \d{1,6} words|^[ \t]{0,8}(?:Regenerate response|Model: (?:Default|GPT-4))[ \t]{0,8}$/m;
/** Entities in prose, and tags that lay out a page. */
const MARKUP =
  /&(?:nbsp|amp|quot|lt|gt|apos|#0?39|#x27|#8217|#8220|#8221|rsquo|ldquo|rdquo|mdash|ndash|hellip);|<\/?(?:div|span|p|br|font|li|ul|ol|td|tr|table|strong|em|h[1-6]|img|a)(?: [^<>\n]{0,200})?\/?>/;
/** An answer that is about markup or code, or an input that asks for it. */
const MEANT =
  /```|`[^`\n]{0,80}[<&]|<!DOCTYPE|<html|<head|<body|<script|<style|<svg|<form|<input|<button|<\?xml|<\?php|className=|href=|\\begin\{|[{;][ \t]{0,8}\n/i;
const ASKED =
  /\b(?:html5?|xml|css|markup|tags?|web ?(?:page|site)s?|javascript|jsx?|react|php|angular|vue|svg|entit(?:y|ies)|code|escap(?:e|ed|ing))\b|<\/?[a-z]+|&[a-z]{2,6};/i;
/** Bytes of the input that are read for what is asked. */
const HEAD = 4096;

/** Pieces of a web page in an answer that is prose. */
export const markupJunk = defineRecordRule({
  meta: {
    id: 'markup-junk',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired'],
    silentIn: ['code-generation', 'tool-calling'],
    depends: 'record',
    triggers: [
      'Copy code',
      ' chars / ',
      '1 / ',
      '2 / ',
      '</',
      '<br',
      '<p>',
      '<div',
      '&nbsp;',
      '&amp;',
      '&quot;',
      '&lt;',
      '&#',
    ],
    title: {
      one: '1 record teaches the model to write pieces of a web page',
      other: '{count} records teach the model to write pieces of a web page',
    },
    messages: {
      page: 'the answer holds `{piece}`, which a chat page shows beside answers; expected the answer alone; cut it out',
      markup:
        'the answer is prose with `{piece}` in it; expected plain text or Markdown; turn the markup into text before you train',
    },
    evidence: {
      class: 'vendor',
      source: 'lm-sys/FastChat data/clean_sharegpt.py (what its authors cut out of shared chats)',
      read: '2026-11-23',
    },
    precision: { judged: 1, right: 1, on: 'LLaMA-Factory, LitGPT and torchtune sample sets', read: '2026-11-23' },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample === undefined) return;
    const { count: n, entry: answers } = record.answers;
    let asked: boolean | undefined;
    for (let i = 0; i < n; i++) {
      const entry = answers[i];
      if (!record.hits(entry)) continue;
      const text = record.text(entry);
      const page = PAGE.exec(text)?.[0].trim();
      if (page !== undefined) {
        report('page', { entry, data: { piece: page } });
        return;
      }
      const piece = MARKUP.exec(text)?.[0];
      if (piece === undefined || MEANT.test(text)) continue;
      asked ??= asksForMarkup(record, sample);
      if (asked) continue;
      report('markup', { entry, data: { piece: piece.replace(/ [^>]*/, '') } });
      return;
    }
  },
});

/** Whether anything in the sample that is no answer speaks of markup. */
function asksForMarkup(record: RecordView, sample: Sample): boolean {
  const { count, entry: answers } = record.answers;
  // Answers stand in the same order as the texts, of which they are some.
  let next = 0;
  for (let i = 0; i < sample.texts; i++) {
    const entry = sample.text[i];
    if (next < count && entry === answers[next]) next++;
    else if (ASKED.test(record.head(entry, HEAD))) return true;
  }
  return false;
}
