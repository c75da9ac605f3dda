import { defineFoldRule, type LabelCount, plainCodec } from '../../../src/rule.ts';

/** Classes named in the message. */
const NAMED = 5;

/** Labels that differ in case, white space or Unicode form only. */
export const labelVariants = defineFoldRule<null>({
  meta: {
    id: 'label-variants',
    group: 'label',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['labelled-text', 'pair', 'conversation'],
    title: {
      one: '1 record spells its label differently: one class becomes two',
      other: '{count} records spell their label differently: one class becomes several',
    },
    messages: {
      found:
        '{classes} written in more than one way ({names}); expected one spelling each; use the more frequent one everywhere',
    },
    evidence: {
      class: 'convention',
      source: 'trainers compare labels byte by byte (datasets ClassLabel, SetFit, AutoTrain); only Ludwig strips them',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures, task, report }) {
    const viewed = task === 'classification' || task === 'sentiment';
    const labels = measures.kind === 'labelled-text' ? measures.labels : viewed ? measures.outputs : undefined;
    if (labels === undefined) return;
    const classes = new Map<string, LabelCount[]>();
    for (const entry of labels.entries) {
      const known = classes.get(entry.norm);
      if (known === undefined) classes.set(entry.norm, [entry]);
      else known.push(entry);
    }
    // Entries come by count: the first of a class is its most frequent spelling.
    const split = [...classes.values()].filter((spellings) => spellings.length > 1);
    if (split.length === 0) return;
    const count = split.flatMap(([, ...rare]) => rare).reduce((sum, entry) => sum + entry.count, 0);
    const named = split.slice(0, NAMED).map((spellings) => spellings.map((s) => `"${s.text}" ${s.count}`).join(', '));
    const more = split.length > NAMED ? `; and ${split.length - NAMED} more` : '';
    const noun = split.length === 1 ? '1 class is' : `${split.length} classes are`;
    report({ message: 'found', data: { classes: noun, names: named.join('; ') + more }, count });
  },
  codec: plainCodec<null>(1),
});
