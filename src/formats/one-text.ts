import { Trait } from '../core/traits.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { addSaid, listSaid } from './messages.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** A text with its label. */
export function labelledText(format: Format): Fill {
  const [textAt, labelAt] = [placeOf(format, 'text'), placeOf(format, 'label')];
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'labelled-text'> = {
    kind: 'labelled-text',
    input,
    output,
    text: texts.entries,
    texts: 0,
    textEntry: -1,
    labelEntry: -1,
  };
  return (view, at) => {
    sample.textEntry = at[textAt];
    sample.labelEntry = at[labelAt];
    texts.reset();
    texts.add(view, sample.textEntry);
    input.only(view.tape, sample.textEntry);
    output.only(view.tape, sample.labelEntry);
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}

/** A text and nothing else. */
export function text(format: Format): Fill {
  const textAt = placeOf(format, 'text');
  const input = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'text'> = {
    kind: 'text',
    input,
    output: new SideBuilder(),
    text: texts.entries,
    texts: 0,
    textEntry: -1,
  };
  return (view, at) => {
    sample.textEntry = at[textAt];
    texts.reset();
    texts.add(view, sample.textEntry);
    input.only(view.tape, sample.textEntry);
    view.traits = input.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}

/** A prompt that the model answers in training, perhaps with a reference to judge it by. */
export function prompt(format: Format): Fill {
  const [promptAt, referenceAt] = [placeOf(format, 'prompt'), placeOf(format, 'reference')];
  const input = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'prompt'> = {
    kind: 'prompt',
    input,
    output: new SideBuilder(),
    text: texts.entries,
    texts: 0,
    promptEntry: -1,
    referenceEntry: -1,
  };
  return (view, at) => {
    sample.promptEntry = at[promptAt];
    sample.referenceEntry = at[referenceAt];
    texts.reset();
    listSaid(view, texts, sample.promptEntry);
    addSaid(view, input.reset(), sample.promptEntry);
    view.traits = input.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}
