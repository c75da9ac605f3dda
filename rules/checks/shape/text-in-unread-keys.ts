import { defineSampleRule, unreadTexts } from '../../../src/rule.ts';

/** Reports long text in keys that no trainer of the format reads. */
export const textInUnreadKeys = defineSampleRule<readonly string[]>({
  meta: {
    id: 'text-in-unread-keys',
    group: 'shape',
    since: '0.1.0',
    severity: 'warn',
    stage: 'shape',
    kinds: [
      'labelled-text',
      'pair',
      'conversation',
      'preference',
      'unpaired',
      'text',
      'prompt',
      'tuple',
      'stepwise',
      'segments',
    ],
    title: {
      one: '1 record holds text that no trainer reads: it is not learnt',
      other: 'most of {count} records hold text that no trainer reads: it is not learnt',
    },
    messages: {
      found:
        'running text in {keys}, which the format ({format}) does not read; expected what is to be learnt in {reading}; move the text there (reasoning goes before the answer), or drop the key',
    },
    evidence: {
      class: 'vendor',
      source:
        'TRL dataset_formats.md, ms-swift core.py, LLaMA-Factory data/README.md: columns of other names are dropped',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  look: unreadTexts,
  judge(sample, _whole, { shapes, measures, report }) {
    const main = shapes.readings[0];
    if (main === undefined) return;
    const counts = new Map<string, number>();
    for (const { seen } of sample) for (const key of seen) counts.set(key, (counts.get(key) ?? 0) + 1);
    const most = [...counts]
      .filter(([key, count]) => count * 2 > sample.length && !shapes.optional.has(key))
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (most.length === 0) return;
    const percent = (count: number): number => Math.round((count / sample.length) * 100);
    const keys = most.map(([key, count]) => `"${key}" (${percent(count)} % of the records)`).join(', ');
    report({ message: 'found', data: { keys, format: main.format, reading: main.reading }, count: measures.fit });
  },
});
