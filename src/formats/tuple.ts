import { Trait } from '../core/traits.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** An anchor with what belongs to it, and perhaps what does not; or two texts with how alike they are. */
export function tuple(format: Format): Fill {
  const [anchorAt, positiveAt, scoreAt] = ['anchor', 'positive', 'score'].map((field) => placeOf(format, field));
  // `negative`, `negative2`, `negative3` … are one field each: a format names keys, not patterns.
  const negativesAt = Object.keys(format.fields).flatMap((field, at) => (field.startsWith('negative') ? [at] : []));
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'tuple'> = {
    kind: 'tuple',
    input,
    output,
    text: texts.entries,
    texts: 0,
    anchorEntry: -1,
    positiveEntry: -1,
    negativeEntry: -1,
    scoreEntry: -1,
  };
  return (view, at) => {
    const { tape } = view;
    const anchorEntry = (sample.anchorEntry = at[anchorAt]);
    const positiveEntry = (sample.positiveEntry = at[positiveAt]);
    const scoreEntry = (sample.scoreEntry = at[scoreAt]);
    sample.negativeEntry = -1;
    texts.reset();
    texts.add(view, anchorEntry);
    texts.add(view, positiveEntry);
    input.only(tape, anchorEntry);
    output.only(tape, positiveEntry);
    for (const negativeAt of negativesAt) {
      const entry = at[negativeAt];
      if (entry < 0) continue;
      if (sample.negativeEntry < 0) sample.negativeEntry = entry;
      texts.add(view, entry);
      output.add(tape, entry);
    }
    if (scoreEntry >= 0) {
      // The score is what is learnt: both texts are given, and neither may be blank.
      const whole = !input.blank && !output.blank;
      input.add(tape, positiveEntry);
      input.blank = !whole;
      output.only(tape, scoreEntry);
    } else if (!view.filled(positiveEntry)) output.blank = true;
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}
