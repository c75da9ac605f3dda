import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { Trait } from '../core/traits.ts';
import type { View } from '../core/view.ts';
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
    listTexts(view, texts, positiveEntry);
    input.only(tape, anchorEntry);
    addTexts(view, output.reset(), positiveEntry);
    let { blank } = output;
    for (const negativeAt of negativesAt) {
      const entry = at[negativeAt];
      if (entry < 0) continue;
      if (sample.negativeEntry < 0) sample.negativeEntry = entry;
      listTexts(view, texts, entry);
      addTexts(view, output, entry);
      // A blank text pushes away from nothing; no negative at all is legal.
      blank ||= view.isString(entry) && !view.filled(entry);
    }
    output.blank = blank;
    if (scoreEntry >= 0) {
      // The score is what is learnt: both texts are given, and neither may be blank.
      blank ||= input.blank;
      input.add(tape, positiveEntry);
      input.blank = blank;
      output.only(tape, scoreEntry);
    }
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}

/** What a passage says, where it is an object: its id and score are no text. */
const SAID = ['title', 'text'];

/** Whether the elements of a list are passages of several parts. Lists are of one kind: that is a part of the format. */
const hasPassages = (view: View, entry: Entry): boolean =>
  entry >= 0 && view.type(entry) === ValueType.array && view.type(view.first(entry)) === ValueType.object;

function addTexts(view: View, side: SideBuilder, entry: Entry): void {
  if (!hasPassages(view, entry)) side.add(view.tape, entry);
  else
    for (let e = view.first(entry); e >= 0; e = view.sibling(e, entry))
      for (const key of SAID) side.add(view.tape, view.child(e, key));
}

function listTexts(view: View, texts: TextList, entry: Entry): void {
  if (!hasPassages(view, entry)) texts.add(view, entry);
  else
    for (let e = view.first(entry); e >= 0; e = view.sibling(e, entry))
      for (const key of SAID) texts.add(view, view.child(e, key));
}
