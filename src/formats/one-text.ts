import type { Entry } from '../core/record.ts';
import { Flag, ValueType } from '../core/tape.ts';
import { Trait } from '../core/traits.ts';
import type { View } from '../core/view.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { addSaid, listSaid } from './messages.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** A text, or two that are judged together, with a label or several. */
export function labelledText(format: Format): Fill {
  const [textAt, secondAt, labelAt] = ['text', 'second', 'label'].map((field) => placeOf(format, field));
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
    secondEntry: -1,
    labelEntry: -1,
  };
  return (view, at) => {
    const { tape } = view;
    sample.textEntry = at[textAt];
    const secondEntry = (sample.secondEntry = at[secondAt]);
    const labelEntry = (sample.labelEntry = at[labelAt]);
    texts.reset();
    texts.add(view, sample.textEntry);
    input.only(tape, sample.textEntry);
    if (secondEntry >= 0) {
      texts.add(view, secondEntry);
      const whole = !input.blank && view.filled(secondEntry);
      input.add(tape, secondEntry);
      // A pair of which one half is blank cannot be judged.
      input.blank = !whole;
    }
    if (labelEntry >= 0 && tape.type[labelEntry] === ValueType.array) labelSet(view, output, labelEntry);
    else output.only(tape, labelEntry);
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}

/** Second lane of what stands for an empty set of labels. */
const NONE = 0x6e6f6e65;

/** The labels of a list as a set, whose order says nothing; an empty one is an answer too: no label applies. */
function labelSet({ tape }: View, side: SideBuilder, list: Entry): void {
  const { next, flags, type, normLo, normHi } = tape;
  side.reset().entry = list;
  let [count, filled, only, lo, hi] = [0, 0, -1, 0, NONE];
  for (let e = list + 1, end = next[list]; e < end; e = next[e]) {
    count++;
    if (type[e] === ValueType.null || (type[e] === ValueType.string && (flags[e] & Flag.blank) !== 0)) continue;
    filled++;
    only = e;
    lo = (lo + normLo[e]) | 0;
    hi = (hi + normHi[e]) | 0;
  }
  if (filled === 1) side.only(tape, only).entry = list;
  else side.mark(lo, hi);
  if (filled > 0 || count === 0) side.fill();
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
  const [promptAt, systemAt, referenceAt] = ['prompt', 'system', 'reference'].map((field) => placeOf(format, field));
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
    listSaid(view, texts, at[systemAt]);
    listSaid(view, texts, sample.promptEntry);
    addSaid(view, input.reset(), at[systemAt]);
    // A blank prompt is blank, whatever the system text says.
    input.blank = true;
    addSaid(view, input, sample.promptEntry);
    view.traits = input.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}
