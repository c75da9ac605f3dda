import type { RecordView } from '../core/record.ts';
import type { FoldRule } from '../core/rule-types.ts';
import { sampleFold } from '../core/sample-rule.ts';

/** Id of the finding that carries the share. */
export const FACTS_RULE = 'fact-bearing-answers';

/** UTF-8 bytes of an answer that are looked at. */
const LOOKED = 4096;
/** Numbers with two digits or more (dates, prices, amounts), and names: capitals inside a sentence. */
const FACT = /\d+(?:[.,:/-]?\d+)+|(?<=\p{Ll},? )\p{Lu}\p{Ll}{2,}/gu;

function bears(record: RecordView): boolean | undefined {
  const { sample } = record;
  const { count, entry } = record.answers;
  if (sample === undefined || count === 0) return undefined;
  const answers = Array.from(entry.slice(0, count));
  const given = Array.from(sample.text.slice(0, sample.texts)).filter(
    (text) => !answers.includes(text) && record.isString(text),
  );
  const prompt = given
    .map((text) => record.text(text))
    .join(' ')
    .toLowerCase();
  return answers.some((answer) =>
    [...record.head(answer, LOOKED).matchAll(FACT)].some(([fact]) => !prompt.includes(fact.toLowerCase())),
  );
}

/** How many sampled answers hold a number or a name that their prompt does not: a hint that facts are being taught. Advisory: not validated against labelled data. */
export const factsRule: FoldRule = sampleFold<boolean>({
  meta: {
    id: FACTS_RULE,
    group: 'learn',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['pair', 'conversation'],
    title: {
      one: '1 answer holds a fact that its prompt does not',
      other: '{count} answers hold facts that their prompts do not',
    },
    messages: { found: '{bearing} of {sampled} sampled answers hold a number or a name that the prompt does not' },
    evidence: {
      class: 'published',
      source:
        'Gekhman et al., EMNLP 2024: new facts in fine-tuning raise hallucination; the estimate is ours and not validated',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  look: bears,
  judge(sample, _whole, { split, report }) {
    if (split !== 'train') return;
    const bearing = sample.filter(({ seen }) => seen).length;
    report({ message: 'found', count: Math.max(1, bearing), data: { bearing, sampled: sample.length } });
  },
}) as FoldRule;
