import type { FormatIssue } from '../core/format-types.ts';
import { type Entry, Role, type Sample } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import type { Format } from './format.ts';
import { addSaid, commonPrefix, listSaid } from './messages.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';
import { TurnReader } from './turns.ts';

/** Reads one record through resolved field entries (-1: absent) into a sample that is reused for the next record. */
export type Fill = (view: View, field: (name: string) => Entry, issue: (issue: FormatIssue) => void) => Sample;

/** The reader of a format's kind. One for each format and scanner: it owns the buffers that samples point into. */
export function fillerFor(format: Format): Fill {
  switch (format.kind) {
    case 'labelled-text':
      return labelledText();
    case 'pair':
      return pair();
    case 'conversation':
      return conversation(format);
    case 'preference':
      return preference();
    case 'unpaired':
      return unpaired(format);
    case 'text':
      return text();
    case 'prompt':
      return prompt();
  }
}

function labelledText(): Fill {
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  return (view, field) => {
    const textEntry = field('text');
    const labelEntry = field('label');
    texts.reset();
    texts.add(view, textEntry);
    return {
      kind: 'labelled-text',
      input: input.reset().add(view.tape, textEntry),
      output: output.reset().add(view.tape, labelEntry),
      text: texts.entries,
      texts: texts.count,
      textEntry,
      labelEntry,
    };
  };
}

function pair(): Fill {
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  return (view, field) => {
    const { tape } = view;
    const inputEntry = field('input');
    const contextEntry = field('context');
    const outputEntry = field('output');
    texts.reset();
    for (const e of [inputEntry, contextEntry, outputEntry]) listSaid(view, texts, e);
    input.reset().add(tape, field('system')).add(tape, field('history'));
    addSaid(view, input, inputEntry);
    if (view.filled(inputEntry) && view.filled(contextEntry)) input.codePoints++; // the line break between the two
    input.add(tape, contextEntry);
    addSaid(view, output.reset(), outputEntry);
    return {
      kind: 'pair',
      input,
      output,
      text: texts.entries,
      texts: texts.count,
      inputEntry,
      outputEntry,
      contextEntry,
    };
  };
}

function conversation(format: Format): Fill {
  if (format.turn === undefined) throw new Error(`format ${format.id} has no turn keys`);
  const turns = new TurnReader(format.turn);
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  return (view, field, issue) => {
    turns.read(view, format.root === 'turns' ? view.root : field('turns'), issue);
    const last = turns.lastAssistant();
    input.reset();
    output.reset();
    texts.reset();
    for (let i = 0; i < turns.length; i++) {
      texts.add(view, turns.content[i]);
      if (i < (last < 0 ? turns.length : last)) turns.addTo(input, view, i, true);
    }
    if (last >= 0) {
      if (!untrained(view, turns)) turns.addTo(output, view, last, false);
      // One blank answer among others is trained on too.
      if (turns.hasEmptyAnswer()) output.blank = true;
    }
    return {
      kind: 'conversation',
      input,
      output,
      text: texts.entries,
      texts: texts.count,
      turns,
      tools: field('tools'),
    };
  };
}

/** Every assistant turn carries weight 0: the loss sees none of them. */
function untrained(view: View, turns: TurnReader): boolean {
  let assistants = 0;
  for (let i = 0; i < turns.length; i++) {
    if (turns.role[i] !== Role.assistant) continue;
    assistants++;
    if (!isZero(view, turns.weight[i])) return false;
  }
  return assistants > 0;
}

function isZero(view: View, entry: Entry): boolean {
  if (entry < 0 || view.type(entry) !== ValueType.number) return false;
  const { bytes, start, end } = view.tape;
  for (let i = start[entry]; i < end[entry]; i++) if (bytes[i] !== 0x30 && bytes[i] !== 0x2e) return false;
  return true;
}

function preference(): Fill {
  const input = new SideBuilder();
  const output = new SideBuilder();
  const chosen = new SideBuilder();
  const rejected = new SideBuilder();
  const texts = new TextList();
  return (view, field) => {
    const promptEntry = field('prompt');
    const chosenEntry = field('chosen');
    const rejectedEntry = field('rejected');
    // Without a prompt, what both conversations begin with is the prompt.
    const shared = promptEntry < 0 ? commonPrefix(view, chosenEntry, rejectedEntry) : 0;
    input.reset();
    addSaid(view, input, promptEntry);
    input.add(view.tape, field('context'));
    if (shared > 0) addSaid(view, input, chosenEntry, 0, shared);
    addSaid(view, chosen.reset(), chosenEntry, shared);
    addSaid(view, rejected.reset(), rejectedEntry, shared);
    output.reset().mark(chosen.normLo, chosen.normHi);
    output.mark(rejected.normLo, rejected.normHi);
    if (!chosen.blank && !rejected.blank) output.fill();
    if (promptEntry < 0 && shared === 0) {
      // Two whole texts: the prompt inside them cannot be told, so the pair itself is what must not repeat.
      // In the order of their hashes, so that A > B and B > A are one input.
      const swapped = chosen.normLo > rejected.normLo;
      addSaid(view, input, swapped ? rejectedEntry : chosenEntry);
      addSaid(view, input, swapped ? chosenEntry : rejectedEntry);
    }
    texts.reset();
    for (const e of [promptEntry, field('context'), chosenEntry, rejectedEntry]) listSaid(view, texts, e);
    const sides = { input, output, chosen, rejected, text: texts.entries, texts: texts.count };
    return { kind: 'preference', ...sides, promptEntry, chosenEntry, rejectedEntry };
  };
}

function unpaired(format: Format): Fill {
  const input = new SideBuilder();
  const output = new SideBuilder();
  const completion = new SideBuilder();
  const texts = new TextList();
  const chat = format.id === 'kto-chat' && format.turn !== undefined ? new TurnReader(format.turn) : undefined;
  return (view, field, issue) => {
    const { tape } = view;
    const promptEntry = field('prompt');
    let completionEntry = field('completion');
    texts.reset();
    for (const e of [promptEntry, field('context'), completionEntry]) listSaid(view, texts, e);
    input.reset();
    addSaid(view, input, promptEntry);
    input.add(tape, field('context'));
    const asked = input.blank;
    addSaid(view, input, completionEntry);
    // The verdict is on the answer to this prompt: both are the input, and neither may be blank.
    input.blank = asked;
    completion.reset();
    if (chat !== undefined) {
      chat.read(view, promptEntry, issue);
      const last = chat.lastAssistant();
      completionEntry = last < 0 ? -1 : chat.content[last];
      if (last >= 0) chat.addTo(completion, view, last, false);
    } else addSaid(view, completion, completionEntry);
    const labelEntry = field('label');
    return {
      kind: 'unpaired',
      input,
      output: output.reset().add(tape, labelEntry),
      completion,
      text: texts.entries,
      texts: texts.count,
      promptEntry,
      completionEntry,
      labelEntry,
    };
  };
}

function text(): Fill {
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  return (view, field) => {
    const textEntry = field('text');
    texts.reset();
    texts.add(view, textEntry);
    return {
      kind: 'text',
      input: input.reset().add(view.tape, textEntry),
      output: output.reset(),
      text: texts.entries,
      texts: texts.count,
      textEntry,
    };
  };
}

function prompt(): Fill {
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  return (view, field) => {
    const promptEntry = field('prompt');
    texts.reset();
    listSaid(view, texts, promptEntry);
    addSaid(view, input.reset(), promptEntry);
    return {
      kind: 'prompt',
      input,
      output: output.reset(),
      text: texts.entries,
      texts: texts.count,
      promptEntry,
      referenceEntry: field('reference'),
    };
  };
}
