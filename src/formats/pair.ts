import { Trait } from '../core/traits.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { addSaid, listSaid } from './messages.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** An input with its answer. */
export function pair(format: Format): Fill {
  const place = (field: string): number => placeOf(format, field);
  const [inputAt, contextAt, outputAt] = [place('input'), place('context'), place('output')];
  const [systemAt, historyAt] = [place('system'), place('history')];
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'pair'> = {
    kind: 'pair',
    input,
    output,
    text: texts.entries,
    texts: 0,
    inputEntry: -1,
    outputEntry: -1,
    contextEntry: -1,
  };
  return (view, at) => {
    const { tape } = view;
    const inputEntry = (sample.inputEntry = at[inputAt]);
    const contextEntry = (sample.contextEntry = at[contextAt]);
    const outputEntry = (sample.outputEntry = at[outputAt]);
    texts.reset();
    listSaid(view, texts, inputEntry);
    listSaid(view, texts, contextEntry);
    listSaid(view, texts, outputEntry);
    input.reset().add(tape, at[systemAt]).add(tape, at[historyAt]);
    addSaid(view, input, inputEntry);
    if (view.filled(inputEntry) && view.filled(contextEntry)) input.codePoints++; // the line break between the two
    input.add(tape, contextEntry);
    addSaid(view, output.reset(), outputEntry);
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}
