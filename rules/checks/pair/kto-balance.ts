import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** Wanted answers for each unwanted one, after weights: the band that TRL checks when training begins. */
const LOW = 1;
const HIGH = 4 / 3;

/** Whether a label says that the answer is wanted; undefined: it is no verdict. */
function wanted(label: string): boolean | undefined {
  if (label === 'true') return true;
  return label === 'false' ? false : undefined;
}

const short = (ratio: number): string => String(Number(ratio.toPrecision(2)));

/** An unpaired preference set with so many more verdicts of one kind that KTO needs weights. */
export const ktoBalance = defineFoldRule<null>({
  meta: {
    id: 'kto-balance',
    group: 'pair',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    kinds: ['unpaired'],
    title: {
      one: '1 verdict is the only one of its kind: KTO needs a weight for it',
      other: '{count} verdicts of the rarer kind need a weight: without one, KTO learns mostly from the others',
    },
    messages: {
      found:
        '{good} answers are wanted and {bad} are not, {ratio} to 1; expected 1 to 1.33 after weights; set {name} to {from}–{to}, or add records of the rarer kind',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL kto_trainer.md: desirable to undesirable, with their weights, between 1:1 and 4:3',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, split, report }) {
    if (split !== 'train' || measures.kind !== 'unpaired') return;
    let good = 0;
    let bad = 0;
    for (const { text, count } of measures.labels?.entries ?? []) {
      const verdict = wanted(text);
      if (verdict === true) good += count;
      else if (verdict === false) bad += count;
    }
    const ratio = good / bad;
    // A set with one kind only is another rule's matter.
    if (good === 0 || bad === 0 || (ratio >= LOW && ratio <= HIGH)) return;
    const [name, from, to] =
      ratio > HIGH
        ? ['undesirable_weight', ratio / HIGH, ratio / LOW]
        : ['desirable_weight', LOW / ratio, HIGH / ratio];
    const data = { good, bad, ratio: short(ratio), name, from: short(from), to: short(to) };
    report({ message: 'found', data, count: Math.min(good, bad) });
  },
  codec: plainCodec<null>(1),
});
