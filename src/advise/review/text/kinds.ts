import type { Entry, RecordView, Sample } from '../../../core/record.ts';
import { ValueType } from '../../../core/tape.ts';
import { numbered, turnsSaid } from './messages.ts';
import { missing, type Named, partAt } from './named-part.ts';
import { preferenceParts, unpairedParts } from './preferences.ts';
import { childrenOf, isList, outline, plainly } from './values.ts';

/** Further negatives have a key each, of which the sample tells the first. */
const NEGATIVE = /^(?:hard_)?neg(?:ative)?s?(?:_(?:\d+|ctxs|passages))?$/i;

/** The parts of a sample by what each is for; `members`: of the record, where it is an object. */
export function kindParts(record: RecordView, sample: Sample, members: readonly Entry[]): readonly Named[] {
  const at = partAt(record);
  const list = (entry: Entry): readonly Entry[] => (isList(record, entry) ? childrenOf(record, entry) : []);
  switch (sample.kind) {
    case 'labelled-text':
      return [
        ...at('Text', sample.textEntry, true),
        ...at('Second text', sample.secondEntry, true),
        ...at('Label', sample.labelEntry, false, () => labels(record, sample.labelEntry)),
        ...(sample.labelEntry < 0 ? [missing('Label')] : []),
      ];
    case 'pair': {
      const { inputEntry, contextEntry, outputEntry } = sample;
      // The first of several answers is learnt; a reader sees all of them.
      const whole = members.find((e) => e <= outputEntry && outputEntry < record.behind(e)) ?? outputEntry;
      return [
        ...at('Prompt', inputEntry, true),
        ...(record.filled(contextEntry) ? at('Context', contextEntry, true) : []),
        ...at('Answer', whole, false),
        ...(outputEntry < 0 ? [missing('Answer')] : []),
      ];
    }
    case 'conversation':
      return at('Conversation', sample.turns.entry[0], true, () => turnsSaid(record, sample.turns));
    case 'preference':
      return preferenceParts(record, sample);
    case 'unpaired':
      return unpairedParts(record, sample);
    case 'text':
      return at('Text', sample.textEntry, true);
    case 'prompt':
      return [...at('Prompt', sample.promptEntry, true), ...at('Reference', sample.referenceEntry, false)];
    case 'tuple': {
      const { anchorEntry, positiveEntry, scoreEntry } = sample;
      if (scoreEntry >= 0)
        return [
          ...at('Text', anchorEntry, true),
          ...at('Second text', positiveEntry, true),
          ...at('Score', scoreEntry, false),
        ];
      const negatives = members.filter((e) => NEGATIVE.test(record.key(e) ?? '') && record.filled(e));
      return [
        ...at('Anchor', anchorEntry, true),
        ...at('Positive', positiveEntry, false),
        ...negatives.flatMap((e) => at('Negative', e, false)),
      ];
    }
    case 'tagged': {
      const [words, tags] = [sample.wordsEntry, sample.tagsEntry].map((e) =>
        list(e).map((one) => plainly(record, one)),
      );
      const lines = (): string => words.map((word, i) => `${word}  ${tags[i] ?? '(no tag)'}`).join('\n');
      return [
        ...at('Words', sample.wordsEntry, true, () => words.join(' ')),
        ...at('Tags', sample.tagsEntry, false, lines),
      ];
    }
    case 'token-ids':
      return [
        ...at('Token ids, without a text to read', sample.idsEntry, true, () => outline(record, sample.idsEntry)),
        ...at('Labels', sample.labelsEntry, false, () => outline(record, sample.labelsEntry)),
        ...at('Mask', sample.maskEntry, false, () => outline(record, sample.maskEntry)),
      ];
    case 'stepwise': {
      const { promptEntry, stepsEntry, labelsEntry } = sample;
      const verdicts = list(labelsEntry).map((one) => plainly(record, one));
      const steps = list(stepsEntry).map((step, i) => `[${verdicts[i] ?? 'no label'}] ${plainly(record, step)}`);
      return [
        ...at('Prompt', promptEntry, true),
        { name: 'Steps with labels', text: numbered(steps), entries: [stepsEntry, labelsEntry], given: false },
      ];
    }
    case 'segments': {
      const learnt = (e: Entry): boolean =>
        record.child(e, 'label') >= 0 && record.type(record.child(e, 'label')) === ValueType.true;
      const pieces = list(sample.segmentsEntry).map(
        (e) => `[${learnt(e) ? 'trained' : 'not trained'}] ${plainly(record, record.child(e, 'text'))}`,
      );
      return at('Segments', sample.segmentsEntry, false, () => pieces.join('\n'));
    }
  }
}

function labels(record: RecordView, entry: Entry): string {
  if (!isList(record, entry)) return plainly(record, entry);
  const all = childrenOf(record, entry).map((one) => plainly(record, one));
  return all.length === 0 ? '(an empty list: no label applies)' : all.join(', ');
}
