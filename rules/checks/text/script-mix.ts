import { compareRefs, defineSampleRule, type Entry, type RecordView, type Sampled } from '../../../src/rule.ts';

/** Scripts by name; Japanese is told by its kana. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/gu],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Han', /\p{Script=Han}/gu],
  ['Cyrillic', /\p{Script=Cyrillic}/gu],
  ['Arabic', /\p{Script=Arabic}/gu],
  ['Hangul', /\p{Script=Hangul}/gu],
  ['Devanagari', /\p{Script=Devanagari}/gu],
  ['Greek', /\p{Script=Greek}/gu],
  ['Hebrew', /\p{Script=Hebrew}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Bengali', /\p{Script=Bengali}/gu],
  ['Tamil', /\p{Script=Tamil}/gu],
  ['Telugu', /\p{Script=Telugu}/gu],
  ['Georgian', /\p{Script=Georgian}/gu],
  ['Armenian', /\p{Script=Armenian}/gu],
];
/** An ideograph or a syllable says as much as some letters; kana stand between ideographs. */
const WEIGHT: Readonly<Record<string, number>> = { Han: 3, Hangul: 2, Japanese: 6 };
/** Texts of each side that are looked at, and bytes of each. */
const TEXTS = 2;
const HEAD = 160;
/** Records that hold a share of this size in another script make a mix; our convention. */
const SHARE = 0.05;
const FEW = 20;

interface Seen {
  readonly input: string;
  /** `''`: no letters, or no answer. */
  readonly output: string;
}

/** The scripts that a set is written in, and records that answer in another than they ask. */
export const scriptMix = defineSampleRule<Seen>({
  meta: {
    id: 'script-mix',
    group: 'text',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['pair', 'conversation', 'preference', 'unpaired', 'text', 'labelled-text', 'prompt'],
    title: {
      one: '1 sampled record is in another script than most',
      other: '{count} sampled records are in another script than most',
    },
    messages: {
      mix: 'the records are in {scripts}; expected the languages that the model shall speak, in the shares that you want; check that each of them has enough records',
      across:
        '{count} of {sampled} sampled records are answered in another script than they are asked ({pairs}); expected the same, unless they translate; read them',
    },
    evidence: {
      class: 'convention',
      source: 'Unicode Standard Annex 24 (script property); a script is no language, and 5 % is our judgement',
      read: '2026-11-23',
    },
    precision: { judged: 5, right: 5, on: 'LLaMA-Factory demo sets (identity, kto_en)', read: '2026-11-23' },
    memory: 'constant',
    fix: 'none',
  },
  look(record) {
    const { sample } = record;
    if (sample === undefined) return undefined;
    const { count: n, entry: answers } = record.answers;
    const given: Entry[] = [];
    // Answers stand in the same order as the texts, of which they are some.
    for (let i = 0, next = 0; i < sample.texts && given.length < TEXTS; i++) {
      if (next < n && sample.text[i] === answers[next]) next++;
      else given.push(sample.text[i]);
    }
    const input = scriptOf(record, given);
    const output = scriptOf(record, [...answers.subarray(0, Math.min(n, TEXTS))]);
    return input === '' && output === '' ? undefined : { input, output };
  },
  judge(sample, _whole, { report }) {
    if (sample.length < FEW) return;
    const counts = new Map<string, number>();
    for (const { seen } of sample) {
      const script = seen.output || seen.input;
      counts.set(script, (counts.get(script) ?? 0) + 1);
    }
    const order = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const large = order.filter(([, count]) => count >= sample.length * SHARE);
    const across = sample.filter(({ seen }) => seen.input !== '' && seen.output !== '' && seen.input !== seen.output);
    if (large.length > 1) {
      const scripts = order.map(([script, count]) => `${script} ${percentOf(count, sample)} %`).join(', ');
      report({ message: 'mix', count: sample.length - order[0][1], data: { scripts } });
      return;
    }
    // A set that mostly crosses scripts translates or transliterates on purpose.
    if (across.length === 0 || across.length > sample.length / 2) return;
    const pairs = [...new Set(across.map(({ seen }) => `${seen.input} to ${seen.output}`))].toSorted().join(', ');
    report({
      message: 'across',
      count: across.length,
      data: { count: across.length, sampled: sample.length, pairs },
      places: across.map(({ ref }) => ({ ref })).toSorted((a, b) => compareRefs(a.ref, b.ref)),
    });
  },
});

function percentOf(count: number, sample: readonly Sampled<Seen>[]): number {
  return Math.round((count / sample.length) * 1000) / 10;
}

/** The script of most letters at the beginning of these strings; `''` where there are none. */
function scriptOf(record: RecordView, entries: readonly Entry[]): string {
  const text = entries.map((entry) => record.head(entry, HEAD)).join('\n');
  // eslint-disable-next-line no-control-regex -- all of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return /[a-z]/i.test(text) ? 'Latin' : '';
  let best = '';
  let most = 0;
  for (const [script, letters] of SCRIPTS) {
    const weight = (text.match(letters)?.length ?? 0) * (WEIGHT[script] ?? 1);
    if (weight > most) [best, most] = [script, weight];
  }
  return best;
}
