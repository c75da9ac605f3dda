import { Trait } from '../core/traits.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** A solution in steps, each with a verdict. */
export function stepwise(format: Format): Fill {
  const [promptAt, stepsAt, labelsAt] = ['prompt', 'steps', 'labels'].map((field) => placeOf(format, field));
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'stepwise'> = {
    kind: 'stepwise',
    input,
    output,
    text: texts.entries,
    texts: 0,
    promptEntry: -1,
    stepsEntry: -1,
    labelsEntry: -1,
  };
  return (view, at) => {
    const { tape } = view;
    sample.promptEntry = at[promptAt];
    sample.stepsEntry = at[stepsAt];
    sample.labelsEntry = at[labelsAt];
    texts.reset();
    texts.add(view, sample.promptEntry);
    texts.add(view, sample.stepsEntry);
    input.only(tape, sample.promptEntry);
    const { codePoints, blank } = output.only(tape, sample.stepsEntry);
    output.add(tape, sample.labelsEntry);
    // Verdicts set samples apart; they are no text of the answer.
    output.codePoints = codePoints;
    output.blank = blank;
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}
