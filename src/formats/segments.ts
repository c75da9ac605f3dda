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
      const label = view.child(e, 'label');
      checkSegment(view, e, text, label);
      texts.add(view, text);
      (label >= 0 && view.type(label) === ValueType.true ? output : input).add(view.tape, text);
    }
    // Trained from its first character on, it is a raw text: what must not repeat is that text.
    if (input.blank && !output.blank) for (let i = 0; i < texts.count; i++) input.add(view.tape, texts.entries[i]);
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}

/** A trainer takes both keys of every segment as they are: `KeyError`, or a string that counts as true. */
function checkSegment(view: View, segment: Entry, text: Entry, label: Entry): void {
  if (view.issues.length > 0) return;
  const say = (entry: Entry, field: string, found: string, expected: string): void => {
    view.issues.push({ code: 'bad-segment', entry, data: { field, found, expected } });
  };
  if (!view.isString(text))
    say(text < 0 ? segment : text, 'text', text < 0 ? 'absent' : view.typeName(text), 'a string');
  else if (label < 0 || (view.type(label) !== ValueType.true && view.type(label) !== ValueType.false))
    say(label < 0 ? segment : label, 'label', label < 0 ? 'absent' : view.typeName(label), 'true or false');
}
