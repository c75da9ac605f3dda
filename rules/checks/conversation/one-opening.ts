import {
  afterUnit,
  defineSampleRule,
  type Entry,
  hashText,
  hex,
  isWordUnit,
  type RecordView,
  Role,
  unitAt,
  utf8Size,
} from '../../../src/rule.ts';

/** Words of a first turn that make an opening, and bytes of UTF-8 in which they are looked for. */
const WORDS = 5;
const HEAD = 128;
/** Fewer conversations say nothing; our convention. */
const FEW = 20;
/** One opening in more than this share is a warning; more than half that share theirs with another is worth a word. */
const SHARE = 0.3;
const SHARED = 0.5;

interface Seen {
  readonly opening: string;
  /** `''`: none. */
  readonly system: string;
  readonly oneTurn: boolean;
}

/** How alike the conversations of a dialogue set begin. */
export const oneOpening = defineSampleRule<Seen>({
  meta: {
    id: 'one-opening',
    group: 'conversation',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    title: {
      one: '1 sampled conversation begins like many others: one scenario is not a dialogue set',
      other: '{count} sampled conversations begin alike: one scenario is not a dialogue set',
    },
    messages: {
      found:
        '{percent} % of {sampled} sampled conversations begin with the same {words} words; expected diverse scenarios; collect other openings ({openings} distinct ones, {systems} system prompts, {oneTurn} % of one turn)',
      few: '{percent} % of {sampled} sampled conversations begin with {words} words that another begins with; expected diverse scenarios; see whether yours are ({openings} distinct openings, {systems} system prompts, {oneTurn} % of one turn)',
    },
    evidence: {
      class: 'guide',
      source:
        'Day 18: Fine-Tuning Concepts and Strategies (dialogue: include diverse scenarios); 30 % is our judgement',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  look(record) {
    const { sample } = record;
    if (sample?.kind !== 'conversation') return undefined;
    const { length, role, content } = sample.turns;
    let user: Entry = -1;
    let system: Entry = -1;
    let answers = 0;
    for (let i = 0; i < length; i++) {
      if (role[i] === Role.assistant) answers++;
      if (role[i] === Role.user && user < 0) user = content[i];
      if (role[i] === Role.system && system < 0) system = content[i];
    }
    if (!record.isString(user)) return undefined;
    return { opening: openingOf(record, user), system: systemOf(record, system), oneTurn: answers === 1 };
  },
  judge(sample, _whole, { task, report }) {
    if (task !== 'dialogue' || sample.length < FEW) return;
    const counts = new Map<string, number>();
    for (const { seen } of sample) counts.set(seen.opening, (counts.get(seen.opening) ?? 0) + 1);
    const [[opening, count]] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const shared = [...counts.values()].reduce((sum, n) => (n > 1 ? sum + n : sum), 0);
    const one = count > sample.length * SHARE;
    if (!one && shared <= sample.length * SHARED) return;
    const percent = (n: number): number => Math.round((n / sample.length) * 100);
    report({
      message: one ? 'found' : 'few',
      severity: one ? 'warn' : 'info',
      count: one ? count : shared,
      data: {
        percent: percent(one ? count : shared),
        sampled: sample.length,
        words: WORDS,
        openings: counts.size,
        systems: new Set(sample.flatMap(({ seen }) => (seen.system === '' ? [] : [seen.system]))).size,
        oneTurn: percent(sample.filter(({ seen }) => seen.oneTurn).length),
      },
      places: sample
        .filter(({ seen }) => (one ? seen.opening === opening : (counts.get(seen.opening) as number) > 1))
        .map(({ ref }) => ({ ref })),
    });
  },
});

/** Hash of the first words, of a system prompt with its length: a state holds no text. */
function openingOf(record: RecordView, entry: Entry): string {
  return hashed(wordsOf(record, entry));
}

function systemOf(record: RecordView, entry: Entry): string {
  return record.isString(entry) ? hashed(`${wordsOf(record, entry)} ${record.codePoints(entry)}`) : '';
}

/** The first words, which need not be decoded to be compared; letters of ASCII in lower case, marks left out. */
function wordsOf(record: RecordView, entry: Entry): string {
  let words = '';
  let count = 0;
  let inWord = false;
  for (let at = 0, size = 0; size < HEAD; at = afterUnit(record, entry, at)) {
    const unit = unitAt(record, entry, at);
    if (unit < 0) break;
    size += utf8Size(unit);
    if (isWordUnit(unit)) {
      words += String.fromCodePoint(unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit);
      inWord = true;
    } else if (inWord) {
      if (++count === WORDS) break;
      words += ' ';
      inWord = false;
    }
  }
  return words;
}

function hashed(text: string): string {
  const { lo, hi } = hashText(text);
  return hex(lo, hi);
}
