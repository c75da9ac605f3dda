import { Trait } from '../core/traits.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { addSaid, commonPrefix, listSaid } from './messages.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';
import { TurnReader } from './turns.ts';
import { twoAnswers } from './two-answers.ts';

/** Two answers, one of them preferred. */
export function preference(format: Format): Fill {
  const place = (field: string): number => placeOf(format, field);
  const [promptAt, contextAt, chosenAt, rejectedAt] = ['prompt', 'context', 'chosen', 'rejected'].map(place);
  const { input, chosen, rejected, texts, sample, close } = twoAnswers();
  return (view, at) => {
    const promptEntry = (sample.promptEntry = at[promptAt]);
    const chosenEntry = (sample.chosenEntry = at[chosenAt]);
    const rejectedEntry = (sample.rejectedEntry = at[rejectedAt]);
    const contextEntry = at[contextAt];
    // Without a prompt, what both conversations begin with is the prompt.
    const shared = promptEntry < 0 ? commonPrefix(view, chosenEntry, rejectedEntry) : 0;
    input.reset();
    addSaid(view, input, promptEntry);
    input.add(view.tape, contextEntry);
    if (shared > 0) addSaid(view, input, chosenEntry, 0, shared);
    addSaid(view, chosen.reset(), chosenEntry, shared);
    addSaid(view, rejected.reset(), rejectedEntry, shared);
    if (promptEntry < 0 && shared === 0) {
      // Two whole texts: the prompt inside them cannot be told, so the pair itself is what must not repeat.
      // In the order of their hashes, so that A > B and B > A are one input.
      const swapped = chosen.normLo > rejected.normLo;
      addSaid(view, input, swapped ? rejectedEntry : chosenEntry);
      addSaid(view, input, swapped ? chosenEntry : rejectedEntry);
    }
    texts.reset();
    listSaid(view, texts, promptEntry);
    listSaid(view, texts, contextEntry);
    listSaid(view, texts, chosenEntry);
    listSaid(view, texts, rejectedEntry);
    return close(view);
  };
}

/** One answer with a verdict on it. */
export function unpaired(format: Format): Fill {
  const place = (field: string): number => placeOf(format, field);
  const [promptAt, contextAt, completionAt, labelAt] = ['prompt', 'context', 'completion', 'label'].map(place);
  const input = new SideBuilder();
  const output = new SideBuilder();
  const completion = new SideBuilder();
  const texts = new TextList();
  const chat = format.id === 'kto-chat' && format.turn !== undefined ? new TurnReader(format.turn) : undefined;
  const sample: Draft<'unpaired'> = {
    kind: 'unpaired',
    input,
    output,
    completion,
    text: texts.entries,
    texts: 0,
    promptEntry: -1,
    completionEntry: -1,
    labelEntry: -1,
  };
  return (view, at) => {
    const { tape } = view;
    const promptEntry = (sample.promptEntry = at[promptAt]);
    const contextEntry = at[contextAt];
    let completionEntry = at[completionAt];
    texts.reset();
    listSaid(view, texts, promptEntry);
    listSaid(view, texts, contextEntry);
    listSaid(view, texts, completionEntry);
    input.reset();
    addSaid(view, input, promptEntry);
    input.add(tape, contextEntry);
    const asked = input.blank;
    addSaid(view, input, completionEntry);
    // The verdict is on the answer to this prompt: both are the input, and neither may be blank.
    input.blank = asked;
    completion.reset();
    if (chat !== undefined) {
      chat.read(view, promptEntry);
      const last = chat.lastAnswer;
      completionEntry = last < 0 ? -1 : chat.content[last];
      if (last >= 0) chat.addTo(completion, view, last);
    } else addSaid(view, completion, completionEntry);
    sample.completionEntry = completionEntry;
    sample.labelEntry = at[labelAt];
    output.reset().add(tape, sample.labelEntry);
    view.traits = input.blank || completion.blank || output.blank ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}
