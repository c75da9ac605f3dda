import { Trait } from '../core/traits.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { addSaid, lastMessage, listSaid } from './messages.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** A conversation whose last message is preferred to another answer that stands beside it. */
export function rejectedAnswer(format: Format): Fill {
  const [turnsAt, rejectedAt] = ['turns', 'rejected'].map((field) => placeOf(format, field));
  const input = new SideBuilder();
  const output = new SideBuilder();
  const chosen = new SideBuilder();
  const rejected = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'preference'> = {
    kind: 'preference',
    input,
    output,
    chosen,
    rejected,
    text: texts.entries,
    texts: 0,
    promptEntry: -1,
    chosenEntry: -1,
    rejectedEntry: -1,
  };
  return (view, at) => {
    const turns = (sample.promptEntry = at[turnsAt]);
    const rejectedEntry = (sample.rejectedEntry = at[rejectedAt]);
    const answer = (sample.chosenEntry = lastMessage(view, turns));
    addSaid(view, input.reset(), turns, 0, view.codePoints(turns) - 1);
    addSaid(view, chosen.reset(), answer);
    addSaid(view, rejected.reset(), rejectedEntry);
    output.reset().mark(chosen.normLo, chosen.normHi);
    output.mark(rejected.normLo, rejected.normHi);
    if (!chosen.blank && !rejected.blank) output.fill();
    texts.reset();
    listSaid(view, texts, turns);
    listSaid(view, texts, rejectedEntry);
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}
