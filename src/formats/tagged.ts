import { ValueType } from '../core/tape.ts';
import { Trait } from '../core/traits.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** Words, each with its tag. */
export function tagged(format: Format): Fill {
  const [wordsAt, tagsAt] = [placeOf(format, 'words'), placeOf(format, 'tags')];
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'tagged'> = {
    kind: 'tagged',
    input,
    output,
    text: texts.entries,
    texts: 0,
    wordsEntry: -1,
    tagsEntry: -1,
  };
  return (view, at) => {
    sample.wordsEntry = at[wordsAt];
    sample.tagsEntry = at[tagsAt];
    texts.reset();
    texts.add(view, sample.wordsEntry);
    input.only(view.tape, sample.wordsEntry);
    output.only(view.tape, sample.tagsEntry);
    const isTagged = sample.tagsEntry >= 0 && view.type(sample.tagsEntry) === ValueType.array;
    const words = view.codePoints(sample.wordsEntry);
    const tags = view.codePoints(sample.tagsEntry);
    if (words !== tags && isTagged)
      view.issues.push({ code: 'tags-length', entry: sample.tagsEntry, data: { words, tags } });
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}
