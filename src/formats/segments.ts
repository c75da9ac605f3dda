import type { Entry } from '../core/record.ts';
import { Trait } from '../core/traits.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** Pieces of text, of which those with `label: true` are trained on. */
export function segments(format: Format): Fill {
  const segmentsAt = placeOf(format, 'segments');
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'segments'> = {
    kind: 'segments',
    input,
    output,
    text: texts.entries,
    texts: 0,
    segmentsEntry: -1,
  };
  return (view, at) => {
    const list = (sample.segmentsEntry = at[segmentsAt]);
    texts.reset();
    input.reset();
    output.reset();
    for (let e = view.first(list); e >= 0; e = view.sibling(e, list)) {
      const text = view.child(e, 'text');
      texts.add(view, text);
      (isTrained(view, e) ? output : input).add(view.tape, text);
    }
    // Trained from its first character on, it is a raw text: what must not repeat is that text.
    if (input.blank && !output.blank) for (let i = 0; i < texts.count; i++) input.add(view.tape, texts.entries[i]);
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}

function isTrained(view: View, segment: Entry): boolean {
  const label = view.child(segment, 'label');
  return label >= 0 && view.type(label) === ValueType.true;
}
