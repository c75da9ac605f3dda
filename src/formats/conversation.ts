import { type Entry, Role } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { Trait } from '../core/traits.ts';
import type { View } from '../core/view.ts';
import type { ContentParts } from './content-parts.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';
import { TurnReader } from './turns.ts';

/** Turns of several roles; what stands before the last answer is its input. */
export function conversation(format: Format): Fill {
  if (format.turn === undefined) throw new Error(`format ${format.id} has no turn keys`);
  const [turnsAt, toolsAt, systemAt] = ['turns', 'tools', 'system'].map((field) => placeOf(format, field));
  const turns = new TurnReader(format.turn);
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'conversation'> = {
    kind: 'conversation',
    input,
    output,
    text: texts.entries,
    texts: 0,
    turns,
    tools: -1,
  };
  return (view, at) => {
    turns.read(view, format.root === 'turns' ? view.root : at[turnsAt]);
    const last = turns.lastAnswer;
    const asked = last < 0 ? turns.length : last;
    input.reset();
    output.reset();
    texts.reset();
    if (at[systemAt] >= 0) addSystem(view, input, texts, turns.contents, at[systemAt]);
    const { content, calls, role, empty, length, parted, contents } = turns;
    for (let i = 0; i < length; i++) {
      const said = content[i];
      if (parted && said >= 0 && view.type(said) === ValueType.array) {
        if (i < asked) input.markTurn(role[i]);
        contents.say(view, said, i < asked ? input : undefined, texts);
        if (i < asked) turns.addCalls(input, view, i);
        continue;
      }
      texts.add(view, said);
      if (i >= asked) continue;
      input.addTurn(view.tape, role[i], said, calls[i]);
      if (empty[i] === 0) input.fill();
    }
    if (last >= 0) {
      if (!untrained(view, turns)) turns.addTo(output, view, last);
      // One blank answer among others is trained on too.
      if (turns.emptyAnswer) output.blank = true;
    }
    view.traits = input.blank || output.blank ? turns.traits | Trait.blank : turns.traits;
    view.rolesLo = turns.rolesLo;
    view.rolesHi = turns.rolesHi;
    sample.text = texts.entries;
    sample.texts = texts.count;
    sample.tools = at[toolsAt];
    return sample;
  };
}

/**
 * Adds the system text that stands beside the turns, as if it were the first of them: a string, a list of parts, or an
 * object with parts. A blank one is none.
 */
function addSystem(view: View, input: SideBuilder, texts: TextList, contents: ContentParts, system: Entry): void {
  if (view.isString(system)) {
    if (!view.filled(system)) return;
    texts.add(view, system);
    input.addTurn(view.tape, Role.system, system, -1);
    return;
  }
  const parts = view.type(system) === ValueType.object ? view.child(system, 'parts') : system;
  if (parts < 0 || view.type(parts) !== ValueType.array) return;
  contents.look(view, parts);
  if (!contents.says) return;
  input.markTurn(Role.system);
  contents.say(view, parts, input, texts);
}

/** Every assistant turn carries weight 0: the loss sees none of them. */
function untrained(view: View, turns: TurnReader): boolean {
  if ((turns.traits & Trait.weights) === 0) return false;
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
