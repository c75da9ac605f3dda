import type { RecordView } from '../core/record.ts';
import type { FoldRule, RuleMeta } from '../core/rule-types.ts';
import { sampleFold } from '../core/sample-rule.ts';

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

/** Of the sampled answers, those with a number or a name that their prompt does not have. */
export interface Facts {
  readonly sampled: number;
  readonly bearing: number;
}

const META: RuleMeta = {
  id: 'fact-bearing-answers',
  group: 'learn',
  since: '0.1.0',
  severity: 'info',
  stage: 'sample',
  kinds: ['pair', 'conversation'],
  title: { one: '1 answer holds a fact that its prompt does not', other: '{count} answers hold facts' },
  messages: {},
  evidence: {
    class: 'convention',
    source:
      'ours, not validated against labelled data; what it is for: Gekhman et al., EMNLP 2024: new facts in fine-tuning raise hallucination',
    read: '2026-11-22',
  },
  memory: 'constant',
  fix: 'none',
};

/** Tells `found` how many sampled answers of the training split bear facts: a hint that facts are being taught, and no finding. */
export const factsRule = (found: (facts: Facts) => void): FoldRule =>
  sampleFold<boolean>({
    meta: META,
    look: bears,
    judge(sample, _whole, { split }) {
      if (split === 'train') found({ sampled: sample.length, bearing: sample.filter(({ seen }) => seen).length });
    },
  }) as FoldRule;
