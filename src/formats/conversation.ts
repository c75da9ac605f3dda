import { type Entry, Role } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { Trait } from '../core/traits.ts';
import type { View } from '../core/view.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';
import { TurnReader } from './turns.ts';

/** Turns of several roles; what stands before the last answer is its input. */
export function conversation(format: Format): Fill {
  if (format.turn === undefined) throw new Error(`format ${format.id} has no turn keys`);
  const [turnsAt, toolsAt] = [placeOf(format, 'turns'), placeOf(format, 'tools')];
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
    const { content, calls, role, empty, length } = turns;
    for (let i = 0; i < length; i++) {
      texts.add(view, content[i]);
      if (i >= asked) continue;
      input.addTurn(view.tape, role[i], content[i], calls[i]);
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
