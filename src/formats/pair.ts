import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { Trait } from '../core/traits.ts';
import type { View } from '../core/view.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { addSaid, listSaid } from './messages.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** An input with its answer. */
export function pair(format: Format): Fill {
  const place = (field: string): number => placeOf(format, field);
  const [inputAt, contextAt, schemaAt, outputAt] = ['input', 'context', 'schema', 'output'].map(place);
  const lists = format.fields['output']?.itemKeys;
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
    const contextEntry = (sample.contextEntry = at[contextAt] < 0 ? at[schemaAt] : at[contextAt]);
    const outputEntry = (sample.outputEntry = lists === undefined ? at[outputAt] : firstOf(view, at[outputAt], lists));
    texts.reset();
    listSaid(view, texts, inputEntry);
    listSaid(view, texts, contextEntry);
    if (lists === undefined || view.isString(outputEntry)) listSaid(view, texts, outputEntry);
    input.reset().add(tape, at[systemAt]).add(tape, at[historyAt]);
    addSaid(view, input, inputEntry);
    if (view.filled(inputEntry) && view.filled(contextEntry)) input.codePoints++; // the line break between the two
    input.add(tape, contextEntry);
    // A list that is left stands for no answer at all: an unanswerable question.
    addSaid(view, output.reset(), lists !== undefined && !view.isString(outputEntry) ? -1 : outputEntry);
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}

/** The first of several answers, in a list or under a key of an object; the value itself where it holds none. */
function firstOf(view: View, answers: Entry, keys: readonly string[]): Entry {
  let found = answers;
  if (found >= 0 && view.type(found) === ValueType.object) {
    const key = keys.find((name) => view.child(answers, name) >= 0);
    if (key !== undefined) found = view.child(answers, key);
  }
  if (found >= 0 && view.type(found) === ValueType.array) found = view.first(found);
  return view.isString(found) ? found : answers;
}
